import { fromTarget, Placeholder, type Step } from '../model/case.js';
import { type AcefoneCaseContext, type Knowledge, PATCH_USER } from './user.js';

/** The statuses of a refused body (reading failure-status). */
export const REFUSED: readonly number[] = [400, 422];

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

/** Reads the subject by the companion GET. */
export const readSubject: Step<Knowledge> = {
  operation: PATCH_USER,
  method: 'GET',
  path: { id: SUBJECT_ID },
  expects: 'any',
  formless: true,
  companion: true,
};

/** Reads the subject, patches it, reads it again, and puts it back, so that a repeated case starts from the same values. */
export function patchBetweenReads(body: unknown, more: More = {}): Step<Knowledge>[] {
  return [readSubject, patchSubject(body, { expects: 'described', ...more }), readSubject, putBack];
}

/** Puts back the values that the first read showed; no nulls, because a refused null would refuse all other values. */
export const putBack: Step<Knowledge> = patchSubject(
  fromTarget<Knowledge>('variables', ({ known: { original = {} } }) =>
    Object.fromEntries(Object.entries(original).filter(([, value]) => value !== null)),
  ),
  { expects: 'any', formless: true },
);

/** Why a law about stored values cannot be judged; undefined if it can. */
export function explainMissingRead({ known }: AcefoneCaseContext): string | undefined {
  return known.original ? undefined : 'The target has no GET that shows the subject.';
}
