import type { Session } from '../session.js';
import type { ReadyStep } from '../step-request.js';
import type { Known } from './known.js';
import { PATCH_USER } from './steps.js';
import { isSame, type Shown, userReadOf } from './user-read.js';

/** The most requests that it takes: three reads, all variables together, and then one by one. */
export const MOST_RESTORING = 17;

/** Gives the subject back what it had before, as far as a read shows it, and tells what could not be given back. */
export async function restore(session: Session<Known>): Promise<void> {
  const { subject, original } = session.known;
  if (subject === undefined || !original) return;
  const changed = async (): Promise<string[]> => {
    const read = userReadOf(await session.send(readyRead(subject)), subject);
    if (!read) return Object.keys(original);
    return Object.keys(original).filter(name => !isSame(name, original[name], read.variables[name]));
  };
  const giveBack = (names: readonly string[]) => session.send(readyPatch(subject, valuesOf(original, names)));
  let left = await changed();
  if (left.length > 0) {
    await giveBack(left);
    left = await changed();
  }
  // one that the target does not take back must not keep it from the others
  if (left.length > 0) {
    for (const name of left) await giveBack([name]);
    left = await changed();
  }
  if (left.length > 0) session.note(`Could not be put back on user ${subject}: ${left.join(', ')}.`);
}

function valuesOf(original: Shown, names: readonly string[]): Shown {
  return Object.fromEntries(names.map(name => [name, original[name]]));
}

/** Reads the subject, outside of any case. */
export function readyRead(id: string): ReadyStep {
  return { operation: PATCH_USER, method: 'GET', path: { id }, expects: 'any', formless: true, companion: true };
}

/** Patches a user, outside of any case. */
export function readyPatch(id: string, body: Shown): ReadyStep {
  return { operation: PATCH_USER, path: { id }, body, expects: 'any', formless: true };
}
