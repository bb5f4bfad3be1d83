import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { loadDescribedApi, runSuite } from '../../../../src/check/index.js';
import { createMock } from '../../../../src/index.js';

/** Payments have forms, cursors and references that may be whole records; a hub has links, two parents, and texts that name objects. */
test.each(['payments', 'hub'])(
  'a mock of %s keeps what its description says, and no law fails to judge it',
  async name => {
    const file = fileURLToPath(new URL(`apis/${name}.yaml`, import.meta.url));
    const mock = await createMock({ descriptions: [file] });
    onTestFinished(() => mock.close());
    const outcome = await runSuite({ target: await mock.listen(), api: await loadDescribedApi(file), tokens: {} });
    expect(outcome.violations.map(({ check, operation, message }) => `${check} ${operation}: ${message}`)).toEqual([]);
    expect(outcome.failure).toBeUndefined();
    expect(outcome.summary.pass).toBeGreaterThan(100);
  },
);
