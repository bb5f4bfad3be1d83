import { isJsonType, readMediaType, type TargetExchange } from '../../../target/index.js';
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

/** The most requests of the first contact. */
export const MAX_CONTACTS = 9;

/**
 * Reads the list, and tries again if the first request gets no response. Without a list the run goes on if other responses
 * show that this is the API and that the token is right: then the missing list is a violation. Otherwise throws
 * `target-unreachable`, `token-refused` or `nothing-tested`: no server was reached, or an option is wrong.
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
  if (
    response?.status === 200 &&
    (response.json !== undefined || response.issue || isJsonType(readMediaType(response)))
  )
    return;
  // the response to `get` shows whether this is the API, even if there is no such user
  const user = { expects: 'any', formless: true } as const;
  const probe = await session.send(get(1, user));
  const isThere = isDocumented(session, 'getUser', probe);
  if (isRefusal(exchange)) {
    const summary = `GET /user/list returned ${response?.status}`;
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
  const returned = response.status === 200 ? '200 without JSON' : String(response.status);
  const summary = `GET ${exchange.url} returned ${returned}, not a list of users`;
  throw await wrongPlaceProblem(session, get(1, user), { summary, response });
}

/** Whether the target responds to the non-admin token in another way than to a wrong one; if not, it may be wrong too. */
async function isDistinguished(session: Session<Knowledge>): Promise<boolean> {
  const [known, none] = await Promise.all(
    (['non-admin', 'garbage'] as const).map(as => session.send(list({}, { as, expects: 'any', formless: true }))),
  );
  const formatResponse = (exchange: TargetExchange | undefined) =>
    JSON.stringify([exchange?.response?.status, exchange?.response?.json ?? exchange?.response?.text]);
  return formatResponse(known) !== formatResponse(none);
}
