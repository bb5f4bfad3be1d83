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
import { get, list, PAGE } from './steps.js';
import { readPage, type User, type UserPage } from './user.js';

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

/** The most pages that are read; a larger target is judged by the users on these pages. */
const MAX_PAGES = 50;

/** The most users that are kept: a target may return more users on a page than requested. */
const MAX_USERS = MAX_PAGES * PAGE;

/** How often all users are read again because some were added or removed meanwhile. */
const MAX_ATTEMPTS = 3;

/** The most requests that reading all users takes. */
export const MAX_READ_REQUESTS = MAX_PAGES * MAX_ATTEMPTS;

/** Reads all users, or the first pages of them. */
export async function readUsers(session: Session<Knowledge>): Promise<void> {
  const { known } = session;
  for (let attempt = 1; ; attempt += 1) {
    const { users, total, complete } = await readOnce(session);
    const steady = !complete || users.length === total;
    if (!steady && attempt < MAX_ATTEMPTS) continue;
    Object.assign(known, { users, total, complete: complete && steady, read: complete });
    return;
  }
}

/** Reads pages until one has no new user: the total may be wrong, and a page may be smaller than requested. */
async function readOnce(session: Session<Knowledge>) {
  const users = new Map<number, User>();
  let total = 0;
  for (let page = 0; page < MAX_PAGES && !session.ended(); page += 1) {
    const returned = readPage(await session.send(list({ per_page: PAGE, page })));
    // a target may fail beyond its last page, which the checks report
    if (!returned) return { users: [...users.values()], total, complete: page > 0 && users.size >= total };
    const before = users.size;
    for (const user of returned.items) {
      if (users.size === MAX_USERS) return { users: [...users.values()], total: returned.total, complete: false };
      users.set(user.user_id, user);
    }
    if (users.size === before)
      return { users: [...users.values()], total: page > 0 ? total : returned.total, complete: true };
    total = returned.total;
  }
  return { users: [...users.values()], total, complete: false };
}
