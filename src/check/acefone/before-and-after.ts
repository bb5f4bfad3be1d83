import { Problem } from '../../kernel/index.js';
import type { TargetExchange } from '../../target/index.js';
import {
  elsewhereProblem,
  findElsewhere,
  isDocumented,
  isRefusal,
  tokenProblem,
  unreachableProblem,
  wrongPlaceProblem,
} from '../laws/contact.js';
import type { ReadyStep } from '../model/case.js';
import { createUniqueTexts } from '../model/seeded.js';
import type { Session } from '../model/suite.js';
import { isSame, type Knowledge, PATCH_USER, readUser, readUserId, type ShownVariables, UNKNOWN_ID } from './user.js';
import { createMinimalBody } from './values.js';

/** The most requests of the first contact. */
export const MAX_CONTACTS = 6;

/**
 * Reads the subject, if the target can do that, and sends a first patch, which shows whether the token is accepted. Throws
 * `target-unreachable`, `token-refused`, and `nothing-tested` if the subject is not a user of the target.
 */
export async function firstContact(session: Session<Knowledge>): Promise<void> {
  const { known, url } = session;
  const { subject } = known;
  const read = subject === undefined ? undefined : await session.send(createRead(subject));
  const shownId = readUserId(read);
  if (shownId !== undefined && shownId !== subject) {
    const message = `Nothing can be tested: ${url} shows user ${shownId} in place of ${subject}, and the run may patch no other user.`;
    throw new Problem('nothing-tested', message);
  }
  known.original = readUser(read, subject)?.variables;
  const body = createMinimalBody(known, createUniqueTexts(session.mark, 'first contact'));
  const first = await session.send(createPatch(subject ?? UNKNOWN_ID, body));
  if (first.failure && !read?.response) throw await unreachableProblem(session, first);
  const status = first.response?.status;
  const summary = `PATCH ${new URL(first.url).pathname} returned ${status}`;
  const isRedirect = status !== undefined && status >= 300 && status < 400;
  if (isRedirect)
    throw await wrongPlaceProblem(session, createPatch(UNKNOWN_ID, {}), { summary, response: first.response });
  let unknownExchange: TargetExchange | undefined;
  const patchUnknownId = async () => (unknownExchange ??= await session.send(createPatch(UNKNOWN_ID, {})));
  // if the response is not documented, patching may be broken; if the response to an unknown id is not either, this is another API
  if (status !== 200 && !isDocumented(session, PATCH_USER, first)) {
    const isHere = isDocumented(session, PATCH_USER, await patchUnknownId());
    const place = isHere ? undefined : await findElsewhere(session, createPatch(UNKNOWN_ID, {}));
    if (place !== undefined) throw elsewhereProblem(session, place, summary);
  }
  if (isRefusal(first)) throw tokenProblem(session, summary);
  if (subject === undefined || known.original || status === 200) return;
  if (isSameResponse({ first, subject }, await patchUnknownId())) {
    throw new Problem('nothing-tested', `Nothing can be tested: ${url} has no user ${subject}: it returned ${status}.`);
  }
}

/** Whether the subject and an unknown id get the same response; a 400 may be about the body, so its text must be the same. */
function isSameResponse(
  { first, subject }: { first: TargetExchange; subject: string },
  unknownId: TargetExchange,
): boolean {
  const [left, right] = [first.response, unknownId.response];
  if (!left || left.status !== right?.status) return false;
  if (left.status === 404) return true;
  return left.status === 400 && left.text.replaceAll(subject, '') === right.text.replaceAll(UNKNOWN_ID, '');
}

/** The most requests of `restore`: three reads, one patch of all variables, and one patch of each. */
export const MAX_RESTORE_REQUESTS = 17;

/** Puts back the values of the subject that a read shows, and reports those that could not be put back. */
export async function restore(session: Session<Knowledge>): Promise<void> {
  const { subject, original } = session.known;
  if (subject === undefined || !original) return;
  const changed = async (): Promise<string[]> => {
    const read = readUser(await session.send(createRead(subject)), subject);
    if (!read) return Object.keys(original);
    return Object.keys(original).filter(name => !isSame(name, original[name], read.variables[name]));
  };
  const giveBack = (names: readonly string[]) => session.send(createPatch(subject, pickValues(original, names)));
  let left = await changed();
  if (left.length > 0) {
    await giveBack(left);
    left = await changed();
  }
  // a variable that the target refuses must not keep the others from being put back
  if (left.length > 0) {
    for (const name of left) await giveBack([name]);
    left = await changed();
  }
  if (left.length > 0) session.note(`Could not be put back on user ${subject}: ${left.join(', ')}.`);
}

function pickValues(original: ShownVariables, names: readonly string[]): ShownVariables {
  return Object.fromEntries(names.map(name => [name, original[name]]));
}

/** A step that reads the subject outside a case. */
export function createRead(id: string): ReadyStep {
  return { operation: PATCH_USER, method: 'GET', path: { id }, expects: 'any', formless: true, companion: true };
}

/** A step that patches a user outside a case. */
function createPatch(id: string, body: ShownVariables): ReadyStep {
  return { operation: PATCH_USER, path: { id }, body, expects: 'any', formless: true, valid: true };
}
