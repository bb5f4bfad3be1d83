import type { Step } from './steps.js';

/** A server that differs from a faithful one in one small thing. */
export type Planted<Parts> = {
  id: string;
  /** What it does, as one sentence. */
  says: string;
  /** The parts that it replaces; it gets the faithful ones. */
  plant(faithful: Parts): Partial<Parts>;
  /** Requests of which at least one is answered otherwise than by the faithful server. */
  walk: readonly Step[];
  /** Whether a response never comes. */
  hangs?: true;
};

/** A difference that the description forbids, or that contradicts what its names mean. */
export type Defect<Parts> = Planted<Parts> & {
  certainty: 'explicit' | 'derived';
  /** The `operationId` at which the defect is. */
  operation: string;
};

/** A difference that neither the description nor a name forbids, and that must not be accused. */
export type Variant<Parts> = Planted<Parts> & {
  /** Whether its data change while it is judged. */
  isUnsteady?: true;
};
