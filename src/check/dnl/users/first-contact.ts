import { type Exchange, isJsonType, mediaTypeOf } from '../../../target/index.js';
import {
  elsewhere,
  foundElsewhere,
  isDocumented,
  isRefusal,
  notThere,
  refused,
  unreachable,
} from '../../laws/contact.js';
import type { Session } from '../../run/session.js';
import type { Known } from './known.js';
import { get, list } from './steps.js';
import { type Page, pageOf } from './user.js';

/** The most requests that it takes. */
export const MAX_CONTACTS = 9;

/**
 * Asks for the list, once more if the connection breaks at first. A list that does not come is a violation where the other
 * responses show that this is the API and that the token is good. Else throws `target-unreachable`, `token-refused` or
 * `nothing-tested`: nothing could be reached, or what the caller gave is at fault.
 */
export async function firstContact(session: Session<Known>): Promise<Page | undefined> {
  let exchange = await session.send(list());
  if (!exchange.reply) exchange = await session.send(list());
  const page = pageOf(exchange);
  if (!page) await assertUsable(session, exchange);
  else if (session.has('non-admin')) session.known.knowsNonAdmin = await isToldApart(session);
  return page;
}

async function assertUsable(session: Session<Known>, exchange: Exchange): Promise<void> {
  const { reply, failure } = exchange;
  if (failure?.kind === 'refused') throw await unreachable(session, exchange);
  if (reply?.status === 200 && (reply.json !== undefined || reply.flaw || isJsonType(mediaTypeOf(reply)))) return;
  // a user's place is another one that answers as documented, whether or not there is such a user
  const user = { expects: 'any', formless: true } as const;
  const probe = await session.send(get(1, user));
  const isThere = isDocumented(session, 'getUser', probe);
  if (isRefusal(exchange)) {
    const asked = `GET /user/list answers ${reply?.status}`;
    if (!isThere && !isDocumented(session, 'listUsers', exchange)) {
      const place = await foundElsewhere(session, get(1, user));
      if (place !== undefined) throw elsewhere(session, place, asked);
    }
    const isGood = isThere && !isRefusal(probe) && isRefusal(await session.send(get(1, { ...user, as: 'garbage' })));
    if (!isGood) throw refused(session, asked);
    return;
  }
  if (isThere || isDocumented(session, 'listUsers', exchange)) return;
  if (!reply) throw await unreachable(session, exchange);
  const answer = reply.status === 200 ? '200 and no JSON' : String(reply.status);
  const asked = `GET ${exchange.url} answers ${answer}, not a list of users`;
  throw await notThere(session, get(1, user), { asked, reply });
}

/** Whether the target answers the non-admin token otherwise than one that is none: else it may be none, too. */
async function isToldApart(session: Session<Known>): Promise<boolean> {
  const [known, none] = await Promise.all(
    (['non-admin', 'garbage'] as const).map(as => session.send(list([], { as, expects: 'any', formless: true }))),
  );
  const answerOf = (exchange: Exchange | undefined) =>
    JSON.stringify([exchange?.reply?.status, exchange?.reply?.json ?? exchange?.reply?.text]);
  return answerOf(known) !== answerOf(none);
}
