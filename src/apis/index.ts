// Knows what no contract can say about an API: its handlers, one folder per API.
// Refuses to know how a request travels, and how records are kept.
import { acefone } from './acefone/acefone.js';
import type { ApiDefinition } from './definition/api-definition.js';
import { dnl } from './dnl/dnl.js';

export type {
  ApiDefinition,
  LogIn,
  RecordCompleter,
  RecordKind,
  RecordNumber,
  SeedRecords,
  ShownRequest,
} from './definition/api-definition.js';
export { shippedTokens, storedCollections } from './definition/resource-rules.js';
export type { AcefoneUser, DnlCarrier, DnlRole, DnlUser, RecordTypes } from './record-types.js';

/** All shipped APIs, by the names of their contracts. */
export const apiDefinitions: Readonly<Record<string, ApiDefinition>> = { dnl, acefone };

/** The tokens of the shipped APIs, by API and owner. */
export type ShippedTokens = {
  readonly dnl: { readonly admin: string; readonly nonAdmin: string };
  readonly acefone: { readonly account: string };
};
