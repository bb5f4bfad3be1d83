import { loadApis } from '../../src/app/known-apis.js';

/** The shipped APIs. */
export const shippedApis = await loadApis({});

/** Their collections, as a mock's store has them. */
export const allDefinitions = shippedApis.flatMap(({ collections }) => collections);
