import type { Session } from '../../model/suite.js';
import type { Knowledge } from './known.js';
import { list, PAGE } from './steps.js';
import { readPage, type User } from './user.js';

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
