// The mock as `serve` ships it, but for the line per request.
import { createMock } from '../../dist/index.js';

const mock = await createMock();
const url = await mock.listen();
process.send?.(url);
