import { compileFilters } from '../../list/find/compile-filters.js';
import { findRecords } from '../../list/find/find-records.js';
import { listQueryParameters } from '../../list/names/query-parameters.js';
import type { ResourceCall } from '../../resource-api.js';
import type { OperationContext } from './resource-context.js';
import type { Scope } from './scope.js';

/** Finds the stored bytes of the records of a scope that a request wants, in the order of their creation. */
export type SelectRecords = (scope: Scope, call: ResourceCall) => readonly Uint8Array[];

/** Creates the function that finds the records that the query of a change of many is about: all where it has no filter. */
export function createSelect({ operation, rule, kept }: OperationContext): SelectRecords {
  const readWanted = compileFilters(rule, { kept, parameters: listQueryParameters(operation) });
  return ({ collection, where }, { query, repeated }) => {
    const { conditions, tests } = readWanted(query, repeated);
    const search = { kept, conditions: [...where, ...conditions], tests, order: IN_CREATION, window: ALL };
    return [...findRecords(collection, search).records];
  };
}

const IN_CREATION = { terms: [], isReversed: false };
const ALL = { offset: 0, limit: Number.MAX_SAFE_INTEGER };
