import { type Case, fromTarget, Placeholder, type Step } from '../model/case.js';
import { type AcefoneCaseContext, type Knowledge, PATCH_USER, UNKNOWN_ID } from './user.js';

/** The statuses of a refused body (reading failure-status), and of an id that no user has (reading unknown-id). */
export const REFUSED: readonly number[] = [400, 422];
export const NO_SUCH_USER: readonly number[] = [404, 400];

/** For a check that judges the status itself; unlike with `any`, the form of a documented response is judged. */
export const BELOW_500: readonly number[] = Array.from({ length: 400 }, (_, at) => 100 + at);

type More = Partial<Step<Knowledge>>;

/** The id of the user that the run may patch. */
const SUBJECT_ID = new Placeholder<Knowledge>('<subject>', 'subject', ({ known }) => known.subject);

/** Patches the user that the run may patch. */
export function patchSubject(body: unknown, more: More = {}): Step<Knowledge> {
  return {
    operation: PATCH_USER,
    path: { id: SUBJECT_ID },
    body,
    expects: [200],
    ...more,
  };
}

/** Patches an id that no user has. */
export function patchUnknown(body: unknown, more: More = {}): Step<Knowledge> {
  return { operation: PATCH_USER, path: { id: UNKNOWN_ID }, body, expects: NO_SUCH_USER, ...more };
}

/** Reads the subject by the companion GET. */
export function readSubject(): Step<Knowledge> {
  return {
    operation: PATCH_USER,
    method: 'GET',
    path: { id: SUBJECT_ID },
    expects: 'any',
    formless: true,
    companion: true,
  };
}

/** Reads the subject, patches it, reads it again, and puts it back, so that a repeated case starts from the same values. */
export function patchBetweenReads(body: unknown, more: More = {}): Step<Knowledge>[] {
  return [readSubject(), patchSubject(body, more), readSubject(), putBack];
}

/** Puts back the values that the first read showed; no nulls, because a refused null would refuse all other values. */
export const putBack: Step<Knowledge> = patchSubject(
  fromTarget<Knowledge>('variables', ({ known: { original = {} } }) =>
    Object.fromEntries(Object.entries(original).filter(([, value]) => value !== null)),
  ),
  { expects: 'any', formless: true },
);

/** A case for each entry: the key is its id, and the value decides what it sends. */
export function patchCases<T>(
  entries: Readonly<Record<string, T>>,
  contentOf: (value: T) => Pick<Case<Knowledge>, 'statements' | 'steps'>,
) {
  return Object.entries(entries).map(([id, value]) => ({ id, operation: PATCH_USER, ...contentOf(value) }));
}

/** Why a law about stored values cannot be judged; undefined if it can. */
export function explainMissingRead({ known }: AcefoneCaseContext): string | undefined {
  return known.original ? undefined : 'The target has no GET that shows the subject.';
}
