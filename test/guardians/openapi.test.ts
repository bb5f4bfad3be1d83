import { createConfig, lint } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { APIS } from './contract-files.js';

test.each(APIS)('a public validator finds no error in the OpenAPI description of %s', async api => {
  const config = await createConfig({ extends: ['recommended'] });
  const findings = await lint({ ref: `contracts/${api}/openapi.yaml`, config });
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([]);
});
