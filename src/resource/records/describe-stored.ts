import type { Description } from '../../openapi/index.js';
import type { CollectionDefinition } from '../../store/index.js';
import type { Resources } from '../resources.js';
import { describeKept } from './kept.js';
import { findStoreKeys } from './store-keys.js';

/** How the store keeps a collection, the place of the schema of its records, and to which others they refer. */
export type StoredCollection = Pick<CollectionDefinition, 'key' | 'columns' | 'classes' | 'indexes'> & {
  schema: string | undefined;
  references: Readonly<Record<string, string>>;
};

/** How the store keeps the collections of an API, by name. */
export function describeStored(
  { collections, operations }: Resources,
  { description, api }: { description: Description; api: string },
): Record<string, StoredCollection> {
  return Object.fromEntries(
    Object.entries(collections).map(([name, rule]) => {
      const schema = rule.schema === undefined ? undefined : description.schemaAt(rule.schema);
      const kept = describeKept(name, rule, { api, schema });
      const { number: key, columns } = kept;
      const { references = {} } = rule;
      return [name, { key, columns, ...findStoreKeys(kept, operations), schema: rule.schema, references }];
    }),
  );
}
