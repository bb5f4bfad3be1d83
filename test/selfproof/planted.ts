import type { MockOptions } from '../../src/index.js';
import type { Wrap } from './exchange.js';

/** A server that differs from the mock in one thing. */
export type Planted = {
  id: string;
  /** What it does, as one sentence. */
  says: string;
  wrap: Wrap;
  mock?: MockOptions;
  /** How many milliseconds the suite waits for an answer, where one never comes. */
  timeout?: number;
};

/** A difference that breaks a statement, and has to be caught by a check that this statement names in its supports. */
export type Defect = Planted & { statement: string };

/** A difference that the documents allow, and that must not be accused. */
export type Variant = Planted & {
  /** Its data change while it is looked at, so that a first look may find issue, if a second one does not. */
  unsteady?: true;
};
