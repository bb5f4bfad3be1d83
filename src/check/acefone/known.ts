import type { Context } from '../case.js';
import type { SuiteOptions } from '../suite.js';
import type { Shown } from './user-read.js';

/** What the suite knows of a target's data: the one user who may be patched. */
export type Known = {
  /** The id of the user whose patching is consented to; undefined where no user may be touched. */
  subject: string | undefined;
  /** The variables of the subject before the first patch; undefined where the target has no GET for them. */
  original: Shown | undefined;
};

/** What the values of a step are made from. */
export type Asked = Context<Known>;

export function nothingKnown({ subject }: SuiteOptions): Known {
  return { subject, original: undefined };
}
