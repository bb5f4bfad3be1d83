import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { loadDescribedApi, runSuite } from '../../../../src/check/index.js';
import { createMock } from '../../../../src/index.js';
import { DESCRIPTIONS_FOLDER, PUBLIC_DESCRIPTIONS } from '../../../openapi/public-descriptions.js';

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

// CI has them; they are not part of the project
test.skipIf(!existsSync(DESCRIPTIONS_FOLDER)).each(PUBLIC_DESCRIPTIONS)(
  'a mock of %s that asks for credentials breaks neither what its description says nor what its names mean',
  async name => {
    const [file, allowRefs] = [join(DESCRIPTIONS_FOLDER, name), [DESCRIPTIONS_FOLDER]];
    const mock = await createMock({ descriptions: [file], allowRefs, auth: 'strict' });
    onTestFinished(() => mock.close());
    const [credentials = {}] = Object.values(mock.tokens as unknown as Record<string, Record<string, string>>);
    const outcome = await runSuite({
      target: await mock.listen(),
      api: await loadDescribedApi(file, { allowRefs }),
      tokens: { schemes: credentials },
    });
    expect(outcome.violations.map(({ check, operation, message }) => `${check} ${operation}: ${message}`)).toEqual([]);
    expect(outcome.failure).toBeUndefined();
    expect(outcome.summary.pass).toBeGreaterThan(100);
  },
);
