import { createConfig, lint } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { SERVERS } from './servers.js';

test.each(SERVERS)('a public validator finds no error in the description of the $name', async ({ contract: ref }) => {
  const config = await createConfig({ extends: ['recommended'] });
  const findings = await lint({ ref, config });
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([]);
});
