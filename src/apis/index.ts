// Knows what each API answers: one folder per API, one file per operation.
// Refuses to know how a request travels, and how records are kept.
export { createAcefone } from './acefone/acefone.js';
export { collectionsOf } from './collections.js';
export { createDnl } from './dnl/dnl.js';
export { PRINTED_TOKEN, type Tokens } from './dnl/tokens.js';
