import { isJsonType, mediaTypeOf, type TargetExchange } from '../../../target/index.js';
import {
  elsewhereProblem,
  findElsewhere,
  isDocumented,
  isRefusal,
  tokenProblem,
  unreachableProblem,
  wrongPlaceProblem,
} from '../../laws/contact.js';
import type { Session } from '../../model/suite.js';
import type { Knowledge } from './known.js';
import { get, list } from './steps.js';
import { readPage, type UserPage } from './user.js';

/** The most requests that it takes. */
export const MAX_CONTACTS = 9;

/**
 * Asks for the list, once more if the connection breaks at first. A list that does not come is a violation where the other
 * responses show that this is the API and that the token is good. Else throws `target-unreachable`, `token-refused` or
 * `nothing-tested`: nothing could be reached, or what the caller gave is at fault.
 */
export async function firstContact(session: Session<Knowledge>): Promise<UserPage | undefined> {
  let exchange = await session.send(list());
  if (!exchange.response) exchange = await session.send(list());
  const page = readPage(exchange);
  if (!page) await assertUsable(session, exchange);
  else if (session.has('non-admin')) session.known.knowsNonAdmin = await isDistinguished(session);
  return page;
}

async function assertUsable(session: Session<Knowledge>, exchange: TargetExchange): Promise<void> {
  const { response, failure } = exchange;
  if (failure?.kind === 'refused') throw await unreachableProblem(session, exchange);
  if (response?.status === 200 && (response.json !== undefined || response.issue || isJsonType(mediaTypeOf(response))))
    return;
  // a user's place is another one that answers as documented, whether or not there is such a user
  const user = { expects: 'any', formless: true } as const;
  const probe = await session.send(get(1, user));
  const isThere = isDocumented(session, 'getUser', probe);
  if (isRefusal(exchange)) {
    const summary = `GET /user/list answers ${response?.status}`;
    if (!isThere && !isDocumented(session, 'listUsers', exchange)) {
      const place = await findElsewhere(session, get(1, user));
      if (place !== undefined) throw elsewhereProblem(session, place, summary);
    }
    const isGood = isThere && !isRefusal(probe) && isRefusal(await session.send(get(1, { ...user, as: 'garbage' })));
    if (!isGood) throw tokenProblem(session, summary);
    return;
  }
  if (isThere || isDocumented(session, 'listUsers', exchange)) return;
  if (!response) throw await unreachableProblem(session, exchange);
  const returned = response.status === 200 ? '200 and no JSON' : String(response.status);
  const summary = `GET ${exchange.url} answers ${returned}, not a list of users`;
  throw await wrongPlaceProblem(session, get(1, user), { summary, response });
}

/** Whether the target answers the non-admin token otherwise than one that is none: else it may be none, too. */
async function isDistinguished(session: Session<Knowledge>): Promise<boolean> {
  const [known, none] = await Promise.all(
    (['non-admin', 'garbage'] as const).map(as => session.send(list([], { as, expects: 'any', formless: true }))),
  );
  const formatResponse = (exchange: TargetExchange | undefined) =>
    JSON.stringify([exchange?.response?.status, exchange?.response?.json ?? exchange?.response?.text]);
  return formatResponse(known) !== formatResponse(none);
}
