import type { Session } from '../session.js';
import type { Known } from './known.js';
import { list, PAGE } from './steps.js';
import { pageOf, type User } from './user.js';

/** The most pages that are read; a larger target is judged by the users on them. */
const MOST_PAGES = 50;

/** The most users that are kept: a target may put more of them on a page than it was asked for. */
const MAX_USERS = MOST_PAGES * PAGE;

/** How often a walk begins anew because users came or went meanwhile. */
const MOST_WALKS = 3;

/** The most requests of a walk. */
export const MOST_READS = MOST_PAGES * MOST_WALKS;

/** Reads the users, so that all or the first of them are known. */
export async function walk(session: Session<Known>): Promise<void> {
  const { known } = session;
  for (let attempt = 1; ; attempt += 1) {
    const { users, total, complete } = await walkOnce(session);
    const steady = !complete || users.length === total;
    if (!steady && attempt < MOST_WALKS) continue;
    Object.assign(known, { users, total, complete: complete && steady, read: complete });
    return;
  }
}

async function walkOnce(session: Session<Known>) {
  const users = new Map<number, User>();
  let total = 0;
  for (let page = 0; page < MOST_PAGES && !session.ended(); page += 1) {
    const answered = pageOf(
      await session.send(
        list([
          ['per_page', PAGE],
          ['page', page],
        ]),
      ),
    );
    if (!answered) break;
    total = answered.total;
    for (const user of answered.items) {
      if (users.size === MAX_USERS) return { users: [...users.values()], total, complete: false };
      users.set(user.user_id, user);
    }
    if ((page + 1) * PAGE >= total || users.size >= total || answered.items.length === 0)
      return { users: [...users.values()], total, complete: true };
  }
  return { users: [...users.values()], total, complete: false };
}
