import type { ApiDefinition } from '../apis/index.js';
import type { Contract } from '../contract/index.js';
import { pointerOf } from '../kernel/index.js';
import type { CollectionDefinition } from '../store/index.js';

/** The collections of an API for the store, named `api.collection`; its contract tells what is wrong with a record. */
export function collectionsOf({
  name: api,
  definition,
  contract,
}: {
  name: string;
  definition: ApiDefinition;
  contract: Contract;
}): CollectionDefinition[] {
  return Object.entries(definition.collections).map(([name, { schema, ...kind }]) => {
    const validate = contract.validator(schema);
    return {
      ...kind,
      name: `${api}.${name}`,
      flaws: record => validate(record).map(({ path, message }) => ({ pointer: pointerOf(path), message })),
    };
  });
}
