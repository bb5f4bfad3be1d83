import * as fc from 'fast-check';
import { type Aim, isSafe, LOCATED, type Located } from '../aim.js';
import type { Header, HttpRequest } from '../http-request.js';
import { rarely } from '../values/rarely.js';
import { anyBytes, bodyFor } from '../values/shaped-json.js';
import { targetText } from '../values/target-text.js';
import { bodyCodings } from './body-codings.js';
import { oddHeaders } from './odd-headers.js';
import { prefixes } from './prefixes.js';
import { queryFor } from './queries.js';
import { tokens } from './tokens.js';

/** A request that reaches one of the operations, with hostile values wherever it has any. */
export function operationRequest(aim: Aim): fc.Arbitrary<HttpRequest> {
  return fc.oneof(...LOCATED.map(located => requestOf(located, aim)));
}

function requestOf({ operation, mount }: Located, aim: Aim): fc.Arbitrary<HttpRequest> {
  const { template, body } = operation;
  return fc
    .record({
      method: operation.method === 'GET' ? fc.constantFrom('GET', 'GET', 'GET', 'HEAD') : fc.constant(operation.method),
      prefix: prefixes(aim, { isSafe: isSafe(operation.method) }),
      origin: fc.constantFrom('', '', '', '', '', '', 'http://localhost', 'HTTP://user:pass@[::1]:0'),
      slash: fc.constantFrom('/', '/', '/', '//', '/////'),
      parameter: parameterOf(template),
      query: queryFor(operation),
      credentials: credentials(mount, aim),
      headers: oddHeaders,
      coded: body ? fc.option(bodyCodings(bodyFor(body.shape)), { freq: 6 }) : rarely(bodyCodings(anyBytes)),
      chunks: rarely(fc.array(fc.nat(50), { maxLength: 5 })),
    })
    .map(({ method, prefix, origin, slash, parameter, query, credentials, headers, coded, chunks }) => {
      const path = (mount + template).replace(/\{\w+\}/, () => parameter).replace('/', slash);
      return {
        method,
        target: origin + prefix + path + query,
        headers: [...credentials, ...headers, ...(coded?.headers ?? [])],
        operation,
        ...(coded && { body: coded.body, ...(chunks && { chunks }) }),
      };
    });
}

function credentials(mount: string, aim: Aim): fc.Arbitrary<readonly Header[]> {
  const name = mount === '/acefone' ? 'Authorization' : 'X-Auth-Token';
  return fc.oneof(
    { weight: 9, arbitrary: tokens(aim).map((token): Header[] => [[name, token]]) },
    { weight: 1, arbitrary: fc.constant([]) },
  );
}

/** What stands for a path parameter: often an id that there is, never a segment that another operation has. */
function parameterOf(template: string): fc.Arbitrary<string> {
  const ids = template.includes('{id}') ? ['288256', '288257', '299607'] : ['1', '1721', '1728', '1795', '42'];
  return fc.oneof(
    fc.constantFrom(...ids),
    fc.constantFrom(...ids),
    targetText.map(text => (isSegment(text) ? text : '0')),
  );
}

const TAKEN = ['', 'list', 'create', 'all'];

function isSegment(text: string): boolean {
  try {
    return !TAKEN.includes(decodeURIComponent(text));
  } catch {
    return true;
  }
}
