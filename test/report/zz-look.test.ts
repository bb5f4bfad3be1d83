import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { loadContract } from '/work/main/src/contract/index.js';
import { FORMATS, githubSummary, reportOf, write } from '/work/main/src/report/index.js';
import { aCase, anOutcome, aViolation } from '/work/main/test/report/an-outcome.js';

test('look', () => {
  const contract = loadContract('dnl');
  const st = contract.statements();
  const by = new Map(st.map(s => [s.id, s]));
  const v = (statement: string, more: object) => {
    const s = by.get(statement)!;
    return aViolation({
      statement,
      says: s.says,
      source: s.document ? `${s.document}:${s.lines}` : s.reading ? `reading ${s.reading}` : s.certainty,
      ...more,
    });
  };
  const violations = [
    v('list.active', {
      cases: ['list-filter: active=true', 'list-filter: active=false', 'list-filter-pair: active=true&role_id'],
    }),
    v('list.order_by', {
      check: 'list-order',
      parameter: 'order_by',
      message: 'The users are not in ascending order of name: "zoe" comes before "Adam".',
      expected: 'ascending by name',
      got: '["adam","beth","zoe","Adam","Beth"]',
      cases: ['list-order: name asc'],
      curl: `curl -sS -H "X-Auth-Token: $UNDERSTUDY_TOKEN" -H 'Accept: application/json' --path-as-is --globoff 'http://localhost:9000/v1/user/list?order_by=name&order_dir=asc&per_page=100'`,
    }),
    v('list.order_dir', {
      check: 'list-order',
      parameter: 'order_dir',
      message: 'Descending order answers the same as ascending order.',
      expected: 'the users the other way round',
      got: 'the same order',
      cases: ['list-order: name desc'],
      flaky: true,
    }),
    v('list.total', {
      check: 'list-total',
      parameter: undefined,
      message: 'total is 30 where there are 160 users.',
      expected: '160',
      got: '30',
      cases: ['list-total: all pages', 'list-total: one page'],
    }),
    v('create.email', {
      check: 'create-keeps',
      operation: 'createUser',
      parameter: 'email',
      message: 'Answered 500.',
      expected: 'any answer but a 5xx',
      got: '500 "<html><head><title>500 Internal Server Error</title></head><body><script>alert(document.domain)</script><center><h1>500 Internal Server Error</h1></center><hr><center>nginx/1.24.0 (Ubuntu)</center></body></html>"',
      cases: ['create-keeps: email'],
      curl: `curl -sS -X POST -H "X-Auth-Token: $UNDERSTUDY_TOKEN" -H 'Accept: application/json' -H 'Content-Type: application/json' --data-raw '{"name":"us4k2m-7h2k9","passwd":"throw-away-us4k2m","user_type":"agent","email":"us4k2m-7h2k9@example.com","first_name":"string","active":true,"report_group":true}' --path-as-is --globoff 'http://localhost:9000/v1/user/create'`,
    }),
    v('ruled.missing-token', {
      check: 'no-token',
      operation: 'patchUsers',
      parameter: undefined,
      message: 'Answered 403.',
      expected: '401',
      got: '403 {"success":false,"error":{"message":"forbidden"}}',
      cases: ['no-token: patchUsers'],
      curl: `curl -sS -X PATCH -H 'Content-Type: application/json' --data-raw '{"active":true}' --path-as-is --globoff 'http://localhost:9000/v1/user/all?user_id=1795'`,
    }),
    v('patch-all.all-found', {
      check: 'patch-all-found',
      operation: 'patchUsers',
      parameter: undefined,
      message: 'User 1796 matches and was not changed.',
      expected: 'active false',
      got: 'active true',
      cases: ['patch-all-found: by id'],
    }),
    v('list.page', {
      check: 'answer-schema',
      parameter: 'page',
      message: '/payload/page is no integer.',
      expected: 'a value valid under schemas/user-list.json#/properties/payload/properties/page/type',
      got: '"0"',
      cases: ['list-pages: first', 'list-pages: second'],
    }),
  ];
  const cases = [
    ...Array.from({ length: 168 }, (_, i) => aCase({ id: `case ${i}` })),
    ...violations.flatMap(w =>
      w.cases.map(n =>
        aCase({
          check: n.split(': ')[0]!,
          id: n.split(': ')[1]!,
          operation: w.operation,
          verdict: w.flaky ? 'flaky' : 'fail',
        }),
      ),
    ),
    ...['role_id', 'carrier_name', 'last_login_time_gt', 'last_login_time_lt', 'is_online'].map(p =>
      aCase({ id: p, parameter: p, verdict: 'inconclusive', reason: `The target showed no user with ${p}.` }),
    ),
    ...Array.from({ length: 21 }, (_, i) =>
      aCase({
        check: 'non-admin',
        id: `c${i}`,
        verdict: 'skipped',
        reason: i < 15 ? 'No non-admin token was given.' : 'The time was up.',
      }),
    ),
  ];
  const readings = Object.fromEntries(
    contract.readings.slice(0, 12).map(r => [r.id === 'text-match' ? 'text-match (name)' : r.id, r.answers.at(-1)!.id]),
  );
  const ids = st.map(({ id }) => id).slice(0, 250);
  const outcome = anOutcome({
    target: 'https://switch.staging.example.net:8443/billing/v1',
    seed: 42,
    cases,
    violations,
    readings,
    statements: Object.fromEntries(
      ids.map((id, i) => [id, violations.some(w => w.statement === id) ? 'fail' : i % 3 ? 'pass' : 'skipped']),
    ),
    coverage: {
      operations: Object.fromEntries(
        contract.operations.map((o, k) => [
          o.id,
          {
            outcomes: Object.fromEntries([
              ...[...o.statuses.keys()].map((s, i) => [String(s), i === 2 ? 0 : 37 - i * 9]),
              ...(k === 2 ? [['500', 1]] : []),
            ]),
            parameters: Object.fromEntries(
              [...o.query.keys()].map((s, i) => [s, i % 5 === 3 ? 0 : ((i * 7) % 23) + 1]),
            ),
          },
        ]),
      ),
      statements: { exercised: 183, all: 250, unexercised: ids.slice(183) },
    },
    created: Array.from({ length: 14 }, (_, i) => `user ${1795 + i}`),
    requests: 1043,
    milliseconds: 18_432,
    ended: 'budget',
  });
  const baseline = {
    violations: [
      {
        check: 'list-total',
        operation: 'listUsers',
        statement: 'list.total',
        reason: 'SW-2210: total counts the page; mended in release 6.4.',
      },
      {
        check: 'list-filter',
        operation: 'listUsers',
        parameter: 'name',
        statement: ids[4]!,
        reason: 'SW-1987: name matched the start of the text only.',
      },
    ],
  };
  const laws = {
    'list-filter': 'A filtered list holds the users that match, all of them and no others.',
    'list-order': 'A list is in the order that was asked for.',
    'answer-schema': 'An answer has the form that its page gives it.',
    'no-token': 'A request without a token is refused with 401.',
    'create-keeps': 'A created user is read back as it was sent.',
  };
  const report = reportOf(outcome, { baseline, laws });
  for (const f of FORMATS) writeFileSync(`/tmp/report.${f}`, write(f, report, { color: false }));
  writeFileSync('/tmp/report.ansi', write('text', report, { color: true }));
  writeFileSync('/tmp/report.md', githubSummary(report));
});
