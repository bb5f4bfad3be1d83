import * as fc from 'fast-check';
import { type Aim, isSafe } from '../aim.js';
import type { HttpRequest } from '../http-request.js';
import { rarely } from '../values/rarely.js';
import { anyBytes } from '../values/shaped-json.js';

/** The longest URL that the mock reads, in characters. */
const LIMIT = 16 * 1024;
const BEYOND = [-100, -1, 0, 1, 2, 100, 5000, 15_000];
const LETTERS = ['a', '/', '~', '.', '%C3%A9', '%', '%00', 'a=b&', '?', '//~'];

/** A request whose URL is about as long as it may be, or longer, often where it names a sandbox. */
export function longRequest({ sandboxes }: Aim): fc.Arbitrary<HttpRequest> {
  const own = fc.constantFrom(...sandboxes).map(name => `/~${name}`);
  const method = fc.constantFrom('GET', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PATCH', 'DELETE');
  return fc
    .record({
      method,
      own,
      start: fc.constantFrom('/~', '/~/', '/~x/', '/', '/v1/user/', '/v1/user/list?name=', '/__admin/', '/__admin?x='),
      letters: fc.constantFrom(...LETTERS),
      end: fc.constantFrom('', '/v1/user/list', '/__admin/rules', '?__code=404'),
      beyond: fc.constantFrom(...BEYOND),
      body: rarely(anyBytes),
    })
    .map(({ method, own, start, letters, end, beyond, body }) => {
      const before = isSafe(method) ? start : `${own}${start}`;
      const room = LIMIT + beyond - before.length - end.length;
      const filled = letters.repeat(room / letters.length + 1).slice(0, room);
      return { method, target: before + filled + end, headers: [], ...(!isSafe(method) && body && { body }) };
    });
}
