import type { DescribedOperation, Description } from '../../../openapi/index.js';
import type { Kept } from '../../records/kept.js';
import type { Seeds } from '../../records/seed/seed.js';
import type { OperationRule, Resources } from '../../resources.js';

/** Whether a record may be asked for below a parent that does not exist. */
export const UNKNOWN_PARENTS = ['refuse', 'allow'] as const;
export type UnknownParents = (typeof UNKNOWN_PARENTS)[number];

/** What all operations of an API share. */
export type ResourceContext = {
  description: Description;
  resources: Resources;
  collections: ReadonlyMap<string, Kept>;
  seeds: Seeds;
  /** The seed of the mock and the name of the API. */
  seed: string;
  /** The seed of the mock alone: digests of passwords depend on it. */
  salt: number;
  unknownParents: UnknownParents;
  /** Whether the examples of the description are known to be valid. */
  areExamplesValid: boolean;
};

/** An operation, what it does, and the collection that it is about. */
export type OperationContext = ResourceContext & { operation: DescribedOperation; rule: OperationRule; kept: Kept };
