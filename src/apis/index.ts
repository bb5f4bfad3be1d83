// Knows what each API answers: one folder per API, one file per operation.
// Refuses to know how a request travels, and how records are kept.
import { acefone } from './acefone/acefone.js';
import type { ApiDefinition } from './definition.js';
import { dnl } from './dnl/dnl.js';

export type { ApiDefinition, RecordCompleter, RecordKind } from './definition.js';

/** Every API that can be played, by the name of its contract. */
export const apiDefinitions: Readonly<Record<string, ApiDefinition>> = { dnl, acefone };
