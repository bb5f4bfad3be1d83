import { createConfig, lint } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { APIS } from './contract-files.js';

const FILES = [...APIS.map(api => `contracts/${api}/openapi.yaml`), 'examples/telephone-shop/openapi.yaml'];

test.each(FILES)('a public validator finds no error in %s', async ref => {
  const config = await createConfig({ extends: ['recommended'] });
  const findings = await lint({ ref, config });
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([]);
});
