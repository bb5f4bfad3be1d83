import * as fc from 'fast-check';
import type { Operation } from '../../../src/contract/index.js';
import { controlBody, wordyJson } from '../admin/control-body.js';
import { CONTROLLED } from '../admin/control-plane.js';
import { STORED, type StoredRecords } from '../admin/stored-records.js';
import { type Aim, isSafe } from '../aim.js';
import type { HttpRequest } from '../http-request.js';
import { rarely } from '../values/rarely.js';
import { targetText } from '../values/target-text.js';
import { bodyCodings } from './body-codings.js';
import { oddHeaders } from './odd-headers.js';
import { queryFor } from './queries.js';

/** A request to the control plane. One that might change how the mock answers goes to a sandbox that is there for it. */
export function adminRequest(aim: Aim): fc.Arbitrary<HttpRequest> {
  const known = CONTROLLED.flatMap(operation =>
    operation.template.includes('{collection}')
      ? STORED.map(stored => requestOf({ operation, stored, aim }))
      : [requestOf({ operation, aim })],
  );
  const rules = CONTROLLED.filter(({ id }) => id === 'addRule').map(operation => requestOf({ operation, aim }));
  return fc.oneof(
    { weight: 8, arbitrary: fc.oneof(...known) },
    { weight: 1, arbitrary: fc.oneof(...rules) },
    { weight: 1, arbitrary: strayRequest(aim) },
  );
}

type Meant = { operation: Operation; aim: Aim; stored?: StoredRecords };

/** A request that reaches an operation, or nearly. */
function requestOf({ operation, aim, stored }: Meant): fc.Arbitrary<HttpRequest> {
  const { method } = operation;
  return fc
    .record({
      prefix: prefixOf(operation, aim),
      path: pathOf(operation, { aim, stored }),
      query: operation.query.size > 0 ? queryFor(operation) : rarely(queryFor(operation)),
      isHead: method === 'GET' ? fc.constantFrom(false, false, false, true) : fc.constant(false),
      headers: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: oddHeaders }),
      coded: isSafe(method) ? fc.constant(null) : bodyCodings(controlBody(operation, stored)),
      chunks: rarely(fc.array(fc.nat(50), { maxLength: 5 })),
    })
    .map(({ prefix, path, query, isHead, headers, coded, chunks }) => ({
      method: isHead ? 'HEAD' : method,
      target: prefix + path + (query ?? ''),
      headers: [...headers, ...(coded?.headers ?? [])],
      ...(coded && { body: coded.body, ...(chunks && { chunks }) }),
    }));
}

/** Those that only read although they take a body. */
const READING = ['findRequests', 'countRequests'];

/** What only reads may read what is the mock's own. So may what makes and forgets sandboxes, whose names are then ours. */
function prefixOf({ id, method, template }: Operation, { ruled }: Aim): fc.Arbitrary<string> {
  const own = fc.constantFrom(...ruled.map(name => `/~${name}`));
  const isHarmless = isSafe(method) || READING.includes(id) || template.includes('/sandboxes');
  return isHarmless ? fc.oneof(fc.constant(''), own) : own;
}

function pathOf(
  { template }: Operation,
  { aim, stored }: { aim: Aim; stored: StoredRecords | undefined },
): fc.Arbitrary<string> {
  const odd = (fitting: readonly string[]) =>
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fitting) }, { weight: 1, arbitrary: targetText });
  const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
    api: odd(stored ? [stored.api] : ['dnl', 'acefone']),
    collection: odd([stored?.collection ?? 'users']),
    id: odd(['rule-1', 'rule-2', '1', '2', '1000']),
    name: template.includes('/sandboxes') ? fc.constantFrom(...aim.ruled) : odd(['a', 'b', 'user.json']),
  };
  const parts = template.split(/\{(\w+)\}/).map((part, at) => (at % 2 === 0 ? fc.constant(part) : values[part]));
  return fc.tuple(...parts.map(part => part ?? targetText)).map(texts => texts.join(''));
}

/** What no operation is meant by, or one by another method. */
function strayRequest({ ruled }: Aim): fc.Arbitrary<HttpRequest> {
  return fc
    .record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
      sandbox: fc.constantFrom(...ruled),
      path: fc.oneof(
        fc.constantFrom(...CONTROLLED.map(({ template }) => template)),
        targetText.map(text => `/__admin/${text}`),
      ),
      query: rarely(targetText),
      headers: oddHeaders,
      body: wordyJson,
    })
    .map(({ method, sandbox, path, query, headers, body }) => ({
      method,
      target: `/~${sandbox}${path.replaceAll(/[{}]/g, '')}${query === null ? '' : `?${query}`}`,
      headers,
      ...(!isSafe(method) && { body: Buffer.from(body) }),
    }));
}
