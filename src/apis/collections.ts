import type { Contract } from '../contract/index.js';
import { pointerOf } from '../kernel/index.js';
import type { CollectionDefinition } from '../store/index.js';

/** The collections of each API: what they are called, their records' key, and the contract's schema for a record. */
const COLLECTIONS: Readonly<Record<string, readonly { name: string; key: string; schema: string }[]>> = {
  dnl: [
    { name: 'users', key: 'user_id', schema: 'user' },
    { name: 'roles', key: 'role_id', schema: 'role' },
    { name: 'carriers', key: 'client_id', schema: 'carrier' },
  ],
  acefone: [{ name: 'users', key: 'id', schema: 'user-record' }],
};

/** The collections of an API for the store, named `api.collection`, with the contract to tell a record's faults. */
export function collectionsOf(contract: Contract): CollectionDefinition[] {
  return (COLLECTIONS[contract.api] ?? []).map(({ name, key, schema }) => {
    const validate = contract.validator(schema);
    return {
      name: `${contract.api}.${name}`,
      key,
      faults: record => validate(record).map(({ path, message }) => ({ pointer: pointerOf(path), message })),
    };
  });
}
