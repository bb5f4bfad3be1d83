import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createMock } from '../../../src/index.js';
import { contractSuite } from '../../../src/vitest.js';
import { wrapped } from '../../selfproof/wrapped.js';
import { heading } from '../../selfproof/wraps.js';

const mock = await createMock({ apis: ['dnl'], records: 40 });
const folder = mkdtempSync(join(tmpdir(), 'understudy-'));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await mock.close();
});

// every answer of get is announced as text, which the baseline knows or the names leave out
const app = wrapped(mock.app, heading('get', { 'content-type': 'text/plain' }), failure => {
  throw failure;
});
const given = { target: app, api: 'dnl', token: mock.tokens.dnl.admin, writes: 'none' } as const;

describe('violations that the baseline knows fail no test', () => {
  const baseline = join(folder, 'known.json');
  const known = { check: 'json-media', operation: 'getUser', statement: 'get.json', reason: 'The gateway does it.' };
  writeFileSync(baseline, JSON.stringify({ violations: [known] }));
  contractSuite({ ...given, baseline, only: ['getUser'] });
});

describe('what the names leave out fails no test', () => {
  contractSuite({ ...given, skip: ['json-media'], only: ['unknown-items', 'odd-keys'] });
});

test('a missing baseline is an error before the run', () => {
  expect(() => contractSuite({ ...given, baseline: join(folder, 'missing.json') })).toThrow(/ENOENT/);
});
