import { fromTarget, Placeholder, type Step } from '../model/case.js';
import type { AcefoneCaseContext, Knowledge } from './user.js';

export const PATCH_USER = 'patchUser';

/** An id that no user has: the platform gives out six digits, and this many zeros never. */
export const UNKNOWN_ID = '000000';

/** The statuses of a refused body (reading failure-status), and of an id that no user has (reading unknown-id). */
export const REFUSED: readonly number[] = [400, 422];
export const NO_SUCH_USER: readonly number[] = [404, 400];

/** For a check that judges the status itself; unlike that of `any`, the form of a documented answer is judged. */
export const BELOW_500: readonly number[] = Array.from({ length: 400 }, (_, at) => 100 + at);

type More = Partial<Step<Knowledge>>;

/** The id of the one user who may be patched. */
export const SUBJECT_ID = new Placeholder<Knowledge>('<subject>', 'subject', ({ known }) => known.subject);

/** Patches the one user who may be patched. */
export function patchSubject(body: unknown, more: More = {}): Step<Knowledge> {
  return {
    operation: PATCH_USER,
    path: { id: SUBJECT_ID },
    body,
    expects: [200],
    ...more,
  };
}

/** Patches nobody. */
export function patchNobody(body: unknown, more: More = {}): Step<Knowledge> {
  return { operation: PATCH_USER, path: { id: UNKNOWN_ID }, body, expects: NO_SUCH_USER, ...more };
}

/** Patches the subject, or nobody where there is none. */
export function patchSomebody(more: More): Step<Knowledge> {
  const id = fromTarget<Knowledge>('subject', ({ known }) => known.subject ?? UNKNOWN_ID);
  return { operation: PATCH_USER, path: { id }, expects: 'any', ...more };
}

/** Reads the subject by the companion GET. */
export function readSubject(more: More = {}): Step<Knowledge> {
  return {
    operation: PATCH_USER,
    method: 'GET',
    path: { id: SUBJECT_ID },
    expects: 'any',
    formless: true,
    companion: true,
    unless: explainMissingRead,
    ...more,
  };
}

/** The subject is read, patched, read again, and put back, so that a case that is repeated finds what it found first. */
export function patchBetweenReads(body: unknown, more: More = {}): Step<Knowledge>[] {
  return [readSubject(), patchSubject(body, more), readSubject(), putBack];
}

/** Gives the subject what the first read showed; no nulls, for one that is refused would keep all else from being put back. */
export const putBack: Step<Knowledge> = patchSubject(
  fromTarget<Knowledge>('variables', ({ known: { original = {} } }) =>
    Object.fromEntries(Object.entries(original).filter(([, value]) => value !== null)),
  ),
  { expects: 'any', formless: true },
);

/** Why a state law cannot be judged; undefined if it can. */
export function explainMissingRead({ known }: AcefoneCaseContext): string | undefined {
  return known.original ? undefined : 'The target has no GET that shows the subject.';
}
