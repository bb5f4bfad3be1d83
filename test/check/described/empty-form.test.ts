import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadDescribedApi, type Outcome, runSuite } from '../../../src/check/index.js';
import { createMock } from '../../../src/index.js';
import { writeFiles } from '../../openapi/files.js';

/** Both send a form without members. */
const CASES = ['POST /oauth/token empty object', 'POST /oauth/token grant required no grant'];

/** Judges a mock of an API whose body is a form. */
async function judgeForm({ required }: { required: boolean }): Promise<Outcome> {
  const form = { type: 'object', required: ['grant'], properties: { grant: { enum: ['code', 'refresh'] } } };
  const file = join(
    writeFiles({
      'tokens.json': {
        openapi: '3.0.3',
        info: { title: 'Tokens', version: '1' },
        paths: {
          '/oauth/token': {
            post: {
              requestBody: { required, content: { 'application/x-www-form-urlencoded': { schema: form } } },
              responses: { 200: { description: 'a token' }, 400: { description: 'refused' } },
            },
          },
        },
      },
    }),
    'tokens.json',
  );
  const mock = await createMock({ descriptions: [file] });
  onTestFinished(() => mock.close());
  return runSuite({ target: await mock.listen(), api: await loadDescribedApi(file), tokens: {} });
}

test('an empty form is no body, which is no fault where the body may be missing', async () => {
  const { violations, cases } = await judgeForm({ required: false });
  expect(violations).toEqual([]);
  expect(cases.filter(({ id }) => CASES.includes(id))).toEqual([]);
  expect(cases.length).toBeGreaterThan(5);
});

test('where the body is required, an empty form is refused', async () => {
  const { violations, cases } = await judgeForm({ required: true });
  expect(violations).toEqual([]);
  const sent = cases.filter(({ id }) => CASES.includes(id));
  expect(sent.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
});
