import type { Session } from '../../model/suite.js';
import type { Knowledge } from './known.js';
import { list, PAGE } from './steps.js';
import { readPage, type User } from './user.js';

/** The most pages that are read; a larger target is judged by the users on them. */
const MAX_PAGES = 50;

/** The most users that are kept: a target may put more of them on a page than it was asked for. */
const MAX_USERS = MAX_PAGES * PAGE;

/** How often a walk begins anew because users came or went meanwhile. */
const MAX_ATTEMPTS = 3;

/** The most requests of a walk. */
export const MAX_READ_REQUESTS = MAX_PAGES * MAX_ATTEMPTS;

/** Reads the users, so that all or the first of them are known. */
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

/** Reads pages until one brings nobody new: a total may lie, and a page may hold fewer than were asked for. */
async function readOnce(session: Session<Knowledge>) {
  const users = new Map<number, User>();
  let total = 0;
  for (let page = 0; page < MAX_PAGES && !session.ended(); page += 1) {
    const answered = readPage(
      await session.send(
        list([
          ['per_page', PAGE],
          ['page', page],
        ]),
      ),
    );
    // past its last page a target may break its word, which is for the checks to say
    if (!answered) return { users: [...users.values()], total, complete: page > 0 && users.size >= total };
    const before = users.size;
    for (const user of answered.items) {
      if (users.size === MAX_USERS) return { users: [...users.values()], total: answered.total, complete: false };
      users.set(user.user_id, user);
    }
    if (users.size === before)
      return { users: [...users.values()], total: page > 0 ? total : answered.total, complete: true };
    total = answered.total;
  }
  return { users: [...users.values()], total, complete: false };
}
