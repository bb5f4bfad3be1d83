import { proveVariants } from '../proving.js';
import { BUSY } from '../variants/busy.js';
import { LISTS } from '../variants/lists.js';
import { MOCKS } from '../variants/mocks.js';

proveVariants('dnl', MOCKS, BUSY, LISTS);
