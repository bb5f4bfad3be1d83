import type { DescribedCollection } from '../admin/index.js';
import { type ApiDefinition, type RecordCompleter, type RecordKind, storedCollections } from '../apis/index.js';
import type { Contract } from '../contract/index.js';
import { formatPointer, isObject } from '../kernel/index.js';
import type { DescribedSchema, Description } from '../openapi/index.js';
import type { CollectionRule, StoredCollection } from '../resource/index.js';
import type { CollectionDefinition } from '../store/index.js';

/** The collections of a shipped API for the store, named `api.collection`. Its contract validates the records. */
export function collectionDefinitions(
  api: string,
  { definition, contract }: { definition: ApiDefinition; contract: Contract },
): CollectionDefinition[] {
  const stored = storedCollections(contract);
  return Object.entries(definition.collections).map(([name, { keyAt, completer }]) => {
    const { schema = '', references: _, ...kind } = stored[name] as StoredCollection;
    const records = contract.description.schemaAt(schema) as DescribedSchema;
    return {
      ...kind,
      name: `${api}.${name}`,
      completer: completerOf({ key: kind.key, keyAt, complete: completer?.(contract) }),
      issues: record =>
        records.validate(record, 'whole').map(({ path, message, expected, wanted }) => ({
          pointer: formatPointer(path),
          message: expected === 'choice' ? `must be ${wanted}` : message,
        })),
    };
  });
}

/** The schema at the place that a collection names, its key, and what its records refer to. */
export function describeCollection(
  { schema, key, references = {} }: CollectionRule | StoredCollection | Record<string, never> = {},
  description: Description,
): DescribedCollection {
  return { schema: schema === undefined ? undefined : description.schemaAt(schema), identifier: key, references };
}

/**
 * Creates the function that completes given records. Keys are added only if no record has one: where some have, a missing
 * key is a mistake.
 */
function completerOf({ key, keyAt = place => place + 1, complete = same }: Completion) {
  return (records: Iterable<unknown>) => {
    let areKeyed = false;
    for (const record of records) areKeyed ||= isObject(record) && record[key] !== undefined;
    let count = 0;
    return (record: unknown) => {
      const place = count++;
      if (!isObject(record)) return record;
      return complete(areKeyed ? record : { [key]: keyAt(place), ...record });
    };
  };
}

type Completion = { key: string; keyAt: RecordKind['keyAt'] | undefined; complete: RecordCompleter | undefined };

const same: RecordCompleter = record => record;
