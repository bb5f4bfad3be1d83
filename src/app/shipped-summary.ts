import { apiDefinitions, type LogIn, type ShownRequest } from '../apis/index.js';
import type { SeedNumbers } from '../store/index.js';
import type { KnownApi } from './known-api.js';

/** The shipped APIs, and what a number of records means to each. */
export const SHIPPED_APIS = Object.entries(apiDefinitions).map(([name, { records }]) => ({ name, records }));

/** What a start says of a shipped API. */
export type ShippedSummary = {
  api: string;
  /** The collection whose number of starting records can be chosen, with that number. */
  begins?: { collection: string; records: number };
  logIn?: LogIn;
  /** A request that the API accepts; its path is below the base path. */
  sample?: ShownRequest;
};

/** Summarizes the shipped ones of some APIs. */
export function summarizeShipped(apis: readonly KnownApi[], { seed, records }: SeedNumbers): ShippedSummary[] {
  return apis
    .filter(({ description }) => description === undefined)
    .map(({ name, contract, definition: { records: number, logIn, sample, tokens } }) => ({
      api: name,
      ...(number?.collection !== undefined && {
        begins: { collection: number.collection, records: records ?? number.usual },
      }),
      ...(logIn && { logIn }),
      ...(sample && { sample: sample(tokens(seed, contract)) }),
    }));
}
