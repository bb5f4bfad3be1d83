import { apiDefinitions } from '../../src/apis/index.js';
import { collectionDefinitions } from '../../src/app/collections.js';
import { loadContract } from '../../src/contract/index.js';

/** The collections of all APIs, as a mock's store has them. */
export const allDefinitions = Object.entries(apiDefinitions).flatMap(([name, definition]) =>
  collectionDefinitions({ name, definition, contract: loadContract(name) }),
);
