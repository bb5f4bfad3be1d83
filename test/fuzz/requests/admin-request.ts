import * as fc from 'fast-check';
import type { Aim } from '../aim.js';
import type { HttpRequest } from '../http-request.js';
import { hostileText } from '../values/hostile-text.js';
import { brokenJson, objectText, oddJson } from '../values/json-text.js';
import { targetText } from '../values/target-text.js';
import { oddHeaders } from './odd-headers.js';

const PLACES = [
  'health',
  'requests',
  'requests/find',
  'requests/count',
  'requests/unmatched',
  'requests/1',
  'events',
  'rules',
  'rules/rule-1',
  'reset',
  'snapshots',
  'snapshots/a',
  'snapshots/a/restore',
  'sandboxes',
  'scenarios',
  'scenarios/empty',
  'clock',
  'config',
  'settings',
  'readings',
  'openapi',
  'users',
  'metrics',
  'mappings',
  '',
];

const WORDS = [
  'operation',
  'method',
  'url',
  'urlPath',
  'urlPattern',
  'urlPathPattern',
  'headers',
  'queryParameters',
  'bodyPatterns',
  'equalTo',
  'caseInsensitive',
  'contains',
  'doesNotContain',
  'matches',
  'doesNotMatch',
  'absent',
  'equalToJson',
  'matchesJsonPath',
  'match',
  'times',
  'probability',
  'answer',
  'status',
  'body',
  'code',
  'delay',
  'type',
  'milliseconds',
  'lower',
  'upper',
  'median',
  'sigma',
  'fault',
  'rateLimit',
  'requests',
  'seconds',
  'expireTokens',
  'name',
  'now',
  'clock',
  'seed',
  'users',
  'limit',
  'offset',
];

const PATTERNS = [
  '(a+)+$',
  '(.*)*x',
  '(((((',
  '[',
  '\\',
  '(?=a)',
  '(?<n>a)\\k<n>',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  `a{${'9'.repeat(30)}}`,
  '\\p{L}',
  '.*.*.*.*.*x',
];

/** JSON in the words of the control plane, rightly and wrongly put together. */
const adminJson: fc.Arbitrary<string> = fc.letrec<{ object: string; value: string }>(tie => ({
  object: fc.array(fc.tuple(fc.constantFrom(...WORDS), tie('value')), { maxLength: 5 }).map(objectText),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      '1',
      '0',
      '-1',
      '1e9',
      '0.5',
      'true',
      'null',
      '"fixed"',
      '"lognormal"',
      '"GET"',
      '"ANY"',
      '"EMPTY_RESPONSE"',
      '"listUsers"',
      '429',
      '200',
    ),
    fc.constantFrom(...PATTERNS).map(pattern => JSON.stringify(pattern)),
    hostileText.map(text => JSON.stringify(text)),
    oddJson,
    tie('object'),
    fc.array(tie('value'), { maxLength: 3 }).map(texts => `[${texts.join(',')}]`),
  ),
})).object;

/** A request to the control plane. One that might change how the mock answers goes to a sandbox that is there for it. */
export function adminRequest(aim: Aim): fc.Arbitrary<HttpRequest> {
  return fc
    .constantFrom('GET', 'GET', 'POST', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS')
    .chain(method =>
      fc
        .record({
          sandbox: fc.constantFrom(...aim.ruled),
          isOutside: fc.boolean(),
          place: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...PLACES) }, { weight: 1, arbitrary: targetText }),
          query: fc.option(
            fc.oneof(
              targetText,
              fc.tuple(fc.constantFrom(...WORDS), targetText).map(pair => pair.join('=')),
            ),
          ),
          headers: oddHeaders,
          body: fc.oneof({ weight: 5, arbitrary: adminJson }, { weight: 1, arbitrary: brokenJson }),
        })
        .map(({ sandbox, isOutside, place, query, headers, body }) => ({
          method,
          target: `${isOutside && method === 'GET' ? '' : `/~${sandbox}`}/__admin/${place}${query === null ? '' : `?${query}`}`,
          headers,
          ...(method !== 'GET' && method !== 'HEAD' && { body: Buffer.from(body) }),
        })),
    );
}
