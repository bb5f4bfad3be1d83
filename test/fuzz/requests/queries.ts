import * as fc from 'fast-check';
import type { Operation } from '../../../src/contract/index.js';
import { SPECIAL_NAMES } from '../values/hostile-text.js';
import { targetText } from '../values/target-text.js';

/** The most characters of a query, so that the whole head is one that Node reads. */
const LONGEST = 6000;

/** The query of an operation with `?` before it: its parameters with fitting and with hostile values, and others. */
export function queryFor({ query }: Pick<Operation, 'query'>): fc.Arbitrary<string> {
  const names = [...query.keys()];
  const known = fc
    .constantFrom(...(names.length > 0 ? names : ['page']))
    .chain(name => fc.tuple(fc.constant(name), value(query.get(name))));
  const pair = fc.oneof(
    { weight: 8, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(oddName(names), targetText) },
  );
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    { weight: 8, arbitrary: fc.array(pair, { maxLength: 5 }).map(joined) },
    { weight: 1, arbitrary: fc.tuple(pair, fc.nat(300)).map(([one, times]) => joined(Array(times).fill(one))) },
    { weight: 1, arbitrary: targetText.map(text => `?${text}`) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.array(pair, { maxLength: 2 }), shorthand).map(([all, one]) => joined([one, ...all])),
    },
  );
}

/** What a link says in the place of `Prefer`, for an outcome that is no failure of the server. */
const shorthand = fc
  .oneof(fc.constantFrom('200', '400', '401', '404', '204', '304', '0', '', '"404"', '404,delay=1'), targetText)
  .map(code => ['__code', code] as const);

function value(parameter: { shape: { types: ReadonlySet<string> } } | undefined): fc.Arbitrary<string> {
  const types = parameter?.shape.types ?? new Set();
  const fitting = types.has('boolean')
    ? fc.constantFrom('true', 'false', '1', 'off')
    : types.has('array')
      ? fc.array(fc.nat(2000), { minLength: 1, maxLength: 20 }).map(ids => ids.join(','))
      : types.has('integer')
        ? fc.nat(40).map(String)
        : fc.constantFrom(
            'name',
            'user_id',
            'create_time',
            'desc',
            'asc',
            'agent',
            'client',
            'admin',
            '2018-01-01',
            '2017-05-05T05:05:05%2b02:00',
          );
  return fc.oneof(fitting, fitting, targetText);
}

/** Names that nobody documents, some of them close to ones that somebody does. */
function oddName(names: readonly string[]): fc.Arbitrary<string> {
  const near = names.flatMap(name => [`${name}[]`, `${name}[a]`, `${name}%00`, name.toUpperCase(), `${name}_gt`]);
  return fc.oneof(fc.constantFrom(...SPECIAL_NAMES, ...near, 'a[__proto__][b]', 'code', 'delay'), targetText);
}

function joined(pairs: readonly (readonly [name: string, value: string])[]): string {
  return `?${pairs.map(pair => pair.join('=')).join('&')}`.slice(0, LONGEST);
}
