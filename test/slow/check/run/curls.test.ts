import { expect, onTestFinished, test } from 'vitest';
import { runSuite } from '../../../../src/check/index.js';
import { type ExchangeSummary, formatCurl } from '../../../../src/target/index.js';
import { serving } from '../../../check/listening.js';
import { someChecks } from '../../../check/some-checks.js';
import { wrappedMock } from '../../../check/wrapped-mock.js';
import { composed } from '../../../selfproof/exchange.js';
import { askingQuery, editing, type Json } from '../../../selfproof/wraps.js';
import { bash, noting } from '../../../target/bash.js';

const defective = composed(
  askingQuery('list', query => query.delete('user_type')),
  editing('get', 404, json => ({ ...json, success: 'no' })),
  editing('list', 401, json => ({ ...json, error: { ...(json.error as Json), code: 99 } })),
);

test('the curl of a violation, run as it stands, shows the violation', async () => {
  const { mock, app } = await wrappedMock(defective);
  const target = await serving(app);
  const token = mock.tokens.dnl.admin;
  const { violations } = await runSuite({ target, api: 'dnl', tokens: { token }, writes: 'none' });
  const shownBy = async (statement: string) => {
    const found = violations.filter(violation => violation.statement === statement);
    expect(found.length).toBeGreaterThan(0);
    const outputs = await Promise.all(found.map(({ curl }) => bash(curl, { UNDERSTUDY_TOKEN: token })));
    return outputs.map(output => JSON.parse(output) as Json);
  };
  const statements = new Set(violations.map(({ statement }) => statement));
  expect([...statements]).toEqual(expect.arrayContaining(['list.user_type', 'not-found.success', 'list.wrong-token']));
  expect(JSON.stringify(violations)).not.toContain(token);

  for (const { payload } of await shownBy('list.user_type')) {
    const { items } = payload as { items: { user_type: string }[] };
    expect(new Set(items.map(({ user_type }) => user_type)).size).toBeGreaterThan(1);
  }
  for (const answered of await shownBy('not-found.success')) expect(answered.success).toBe('no');
  for (const answered of await shownBy('list.wrong-token')) expect(answered.error).toMatchObject({ code: 99 });
});

const CREATES = ['create-keeps', 'required-members', 'malformed-body', 'body-media', 'no-server-error'];

test('the curl of every request that writes sends what the run had sent', async () => {
  const { mock, app } = await wrappedMock();
  const { admin, nonAdmin } = mock.tokens.dnl;
  const checks = [...CREATES, 'wrong-credentials', 'lacking-rights', 'patch-first', 'patch-fields', 'printed-patch'];
  const { cases } = await someChecks(app, { mock, checks });
  const evidence = cases.flatMap(({ evidence }) => evidence.flatMap(({ exchange }) => exchange ?? []));
  const byCurl = new Map(evidence.filter(({ request }) => request.method !== 'GET').map(one => [formatCurl(one), one]));
  const exchanges = [...byCurl.values()];
  expect(exchanges.length).toBeGreaterThan(20);

  const { url, arrived, close } = await noting();
  onTestFinished(close);
  const script = [...byCurl].map(([curl, exchange]) => curl.replace(new URL(exchange.url).origin, url)).join('\n');
  await bash(script, { UNDERSTUDY_TOKEN: admin, UNDERSTUDY_NON_ADMIN_TOKEN: nonAdmin });
  expect(arrived.map(({ method, url, body }) => ({ method, url, body }))).toEqual(exchanges.map(sentBy));
  const headers = exchanges.map(({ request }) => Object.keys(request.headers));
  expect(arrived.map((one, at) => headers[at]?.map(name => one.headers[name.toLowerCase()]))).toEqual(
    exchanges.map(({ request }) =>
      Object.values(request.headers).map(value => (typeof value === 'string' ? value : value.value)),
    ),
  );
});

function sentBy({ request: { method, body = '' }, url }: ExchangeSummary) {
  const { pathname, search } = new URL(url);
  return { method, url: pathname + search, body };
}
