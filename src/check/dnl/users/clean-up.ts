import type { ReadyStep } from '../../model/case.js';
import type { Session } from '../../model/suite.js';
import { type Created, isNewId, isShared, type Knowledge } from './known.js';
import { readUser } from './user.js';

/** How many users are removed at the same time. */
const WORKERS = 4;

/**
 * Removes the users that the run has created, by the companion DELETE, if the target has one. Only a user that is proved to
 * be the run's own is removed: its id is new, no other create returned it, and its name begins with the mark of this run.
 * The other users stay in the list of created users.
 */
export async function cleanUp(session: Session<Knowledge>): Promise<void> {
  const { known } = session;
  const before = known.created.length;
  const queue = [...known.created].values();
  // the first shows whether the target can remove users
  for (const created of queue) {
    const became = await remove(session, created);
    if (became === 'kept') return session.note('No user was removed: the target does not remove a user by DELETE.');
    if (became === 'removed') break;
  }
  const worker = async () => {
    for (const created of queue) await remove(session, created);
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
  session.note(`Removed ${before - known.created.length} of the ${before} users that the run had created.`);
}

/** Removes one user. `foreign`: it is not proved to be the run's own; `kept`: the target did not remove it. */
async function remove(session: Session<Knowledge>, created: Created): Promise<'removed' | 'foreign' | 'kept'> {
  const { known } = session;
  const { id } = created;
  if (id === undefined || !(await isOwn(session, id))) return 'foreign';
  const { response } = await session.send(removal(id));
  if (!response || response.status >= 300 || (await isOwn(session, id))) return 'kept';
  known.created = known.created.filter(other => other !== created);
  return 'removed';
}

async function isOwn(session: Session<Knowledge>, id: number): Promise<boolean> {
  const { known } = session;
  if (isShared(id, known) || !isNewId(id, known)) return false;
  const user = readUser(await session.send(reading(id)));
  return user?.user_id === id && typeof user.name === 'string' && user.name.startsWith(session.mark);
}

const BESIDE = { expects: 'any', formless: true, companion: true } as const;

function reading(user_id: number): ReadyStep {
  return { operation: 'getUser', path: { user_id }, ...BESIDE };
}

function removal(user_id: number): ReadyStep {
  return { operation: 'deleteUser', path: { user_id }, ...BESIDE };
}
