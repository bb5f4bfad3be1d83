import type { TargetExchange } from '../../../target/index.js';
import type { ReadyStep } from '../../model/case.js';
import { asObject } from '../../model/check.js';
import { createUniqueTexts } from '../../model/seeded.js';
import type { Session } from '../../model/suite.js';
import { type Created, type IdsBefore, isNewId, isShared, type Knowledge } from './known.js';
import { create, get, list, MAX_BULK, PAGE } from './steps.js';
import { collectValues, readCreatedId, readPage, readUser } from './user.js';

/** The number of own users that the laws about patches need. */
export const SUBJECTS = 6;
export const CONTROLS = 2;

/** The most requests that creating the users takes: each is read back, and the highest id may be read first. */
export const MAX_CREATE_REQUESTS = 2 * (SUBJECTS + CONTROLS + MAX_BULK) + 1;

const MAX_FAILED_CREATES = 3;

/** The body of the create example with other values for some fields. */
function bodyOf(example: string, own: Record<string, unknown>): Record<string, unknown> {
  return { ...JSON.parse(example), passwd: 'throw-away 12345678', ...own };
}

/** Creates the own users, after the list was read. They differ in the fields that patch-all filters by, and in few others. */
export async function createUsers(session: Session<Knowledge>): Promise<void> {
  const { known } = session;
  known.before = await idsBefore(session);
  const example = session.operation('createUser').bodyExample('printed');
  const roles = collectValues(known.users, 'role_id').slice(0, 2);
  const name = createUniqueTexts(session.mark, 'cast');
  let failed = 0;
  const createGroup = async (count: number, email: string): Promise<number[]> => {
    const ids: number[] = [];
    // one create may fail by chance; after three failures in a row no further one is sent
    for (let at = 0; at < count && failed < MAX_FAILED_CREATES && !session.ended(); at += 1) {
      const even = at % 2 === 0;
      const own = {
        name: name(),
        email,
        active: even,
        user_type: even ? 'agent' : 'client',
        ...(at % 3 < roles.length && { role_id: roles[at % 3] }),
        client: { carrier_name: `${session.mark} carrier ${at % 3}` },
        ...(at % 3 === 0 && { first_name: `Own ${at}`, reseller_id: at + 1, card_id: at }),
      };
      const id = await createProvedUser(session, { body: bodyOf(example, own), name: own.name });
      failed = id === undefined ? failed + 1 : 0;
      if (id === undefined) continue;
      known.own.set(id, { name: own.name, email });
      ids.push(id);
    }
    return ids;
  };
  const subjects = await createGroup(SUBJECTS, `${session.mark}-subjects@example.com`);
  const controls = await createGroup(CONTROLS, `${session.mark}-controls@example.com`);
  const missing = PAGE + 1 - known.total - SUBJECTS - CONTROLS;
  const size = Math.max(known.pageSize + 1, missing);
  // if a default page has more users, the law about patching more than a page is inconclusive
  const bulk = size <= MAX_BULK ? await createGroup(size, `${session.mark}-bulk@example.com`) : [];
  // an id that was returned twice does not count as own
  const own = (ids: readonly number[]) => ids.filter(id => known.own.has(id));
  Object.assign(known, { subjects: own(subjects), controls: own(controls), bulk: own(bulk) });
  session.note(`Created ${known.own.size} own users, marked ${session.mark}.`);
  if (failed < MAX_FAILED_CREATES) return;
  session.note('For some created users id and name do not prove that they are new; these will not be patched.');
}

/** Creates a user and reads it; returns its id if the id is new and the user has the name that was sent. */
async function createProvedUser(
  session: Session<Knowledge>,
  { body, name }: { body: Record<string, unknown>; name: string },
): Promise<number | undefined> {
  const { known } = session;
  const id = readCreatedId(await session.send(create(body)));
  if (id === undefined) return undefined;
  if (!isNewId(id, known) || known.own.has(id)) {
    known.own.delete(id);
    return undefined;
  }
  const user = readUser(await session.send(get(id)));
  return user?.user_id === id && user.name === name ? id : undefined;
}

/** The ids before the run; if not all users could be read, the highest id is read too. */
async function idsBefore(session: Session<Knowledge>): Promise<IdsBefore> {
  const { users, complete } = session.known;
  const ids = new Set(users.map(({ user_id }) => user_id));
  if (!complete) {
    const highest = await session.send(list({ order_by: 'user_id', order_dir: 'desc', per_page: 1 }));
    for (const { user_id } of readPage(highest)?.items ?? []) ids.add(user_id);
  }
  return { ids, complete, highest: [...ids].reduce((left, right) => Math.max(left, right), 0) };
}

/** How many users are removed at the same time. */
const WORKERS = 4;

/**
 * Removes the users that the run has created, by the companion DELETE, if the target has one. Only a user that is proved to
 * be the run's own is removed: its id is new, no other create returned it, and its name begins with the mark of this run.
 * The other users stay in the list of created users.
 */
export async function cleanUp(session: Session<Knowledge>): Promise<void> {
  const { known } = session;
  const before = known.createdUsers.length;
  const queue = [...known.createdUsers].values();
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
  session.note(`Removed ${before - known.createdUsers.length} of the ${before} users that the run had created.`);
}

/** Removes one user. `foreign`: it is not proved to be the run's own; `kept`: the target did not remove it. */
async function remove(session: Session<Knowledge>, created: Created): Promise<'removed' | 'foreign' | 'kept'> {
  const { known } = session;
  const { id } = created;
  if (id === undefined || !(await isOwn(session, id))) return 'foreign';
  const { response } = await session.send(removal(id));
  if (!response || response.status >= 300 || (await isOwn(session, id))) return 'kept';
  known.createdUsers = known.createdUsers.filter(other => other !== created);
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

/** The user that a create has made, or may have made; undefined if the create was refused. */
export function findCreated(step: ReadyStep, { response }: TargetExchange): Created | undefined {
  if (response && response.status >= 300 && response.status < 500) return undefined;
  const name = asObject(step.body)?.name ?? 'without a name';
  const id = asObject(response?.json)?.object_id;
  const isCertain = response !== undefined && response.status < 300;
  return { id: Number.isSafeInteger(id) ? (id as number) : undefined, name, isCertain };
}

/** Describes a created user. An id that is not new, or that several creates returned, is not proved to be of this user. */
export function describeCreated({ id, name, isCertain }: Created, known: Knowledge): string {
  const matched = isCertain ? 'user' : 'perhaps a user';
  if (id === undefined) return `${matched} of unknown id, ${name}`;
  if (isNewId(id, known) && !isShared(id, known)) return `${matched} ${id}, ${name}`;
  return `${matched} of unknown id, ${name} (the target returned ${id}, which is not new or was returned by several creates)`;
}
