import { apiDefinitions } from '../apis/index.js';
import type { Contract } from '../contract/index.js';
import { pointerOf } from '../kernel/index.js';
import type { CollectionDefinition } from '../store/index.js';

/** The collections of all APIs for the store, named `api.collection`; the contract tells what is wrong with a record. */
export function collectionsOf(contracts: ReadonlyMap<string, Contract>): CollectionDefinition[] {
  return [...contracts].flatMap(([api, contract]) =>
    Object.entries(apiDefinitions[api]?.collections ?? {}).map(([name, { key, schema }]) => {
      const validate = contract.validator(schema);
      return {
        name: `${api}.${name}`,
        key,
        faults: record => validate(record).map(({ path, message }) => ({ pointer: pointerOf(path), message })),
      };
    }),
  );
}
