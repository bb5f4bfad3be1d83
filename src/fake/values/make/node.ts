import type { JsonSchema } from '../../../openapi/index.js';
import type { Acceptance } from '../schema/accepts.js';
import type { Background } from '../words/persona.js';
import type { Source } from '../words/source.js';

/** A place in the value to be made. */
export type Node = {
  /** All apply to the value. */
  schemas: readonly JsonSchema[];
  /** The name of the member, or what the value is for. */
  name: string;
  /** The name of what the member belongs to. */
  owner: string;
  depth: number;
  /** The references that were followed above, with repetitions. */
  references: readonly string[];
  /** Whether the value, or something that it is part of, may be left out. */
  optional: boolean;
  /** Whether the schema's own examples are used. */
  examples: boolean;
  background: Background;
};

/** A value in a box, since undefined is no value and null is one. */
export type Made = { value: unknown };

/** What one value is made with. */
export type Run = Acceptance & {
  source: Source;
  now: number;
  /** Whether optional members are left out everywhere. */
  minimal: boolean;
  /** Values made so far. */
  nodes: number;
  /** Steps that are left; nothing is made after them. */
  work: number;
  make(node: Node): Made | undefined;
};

/** Below this depth optional members are left out. */
export const MAX_FULL_DEPTH = 4;
/** With more values, optional members are left out. */
export const MAX_FULL_NODES = 2_000;
/** Nothing is made below this depth. */
export const MAX_DEPTH = 60;

/** Whether only what is required is made at a node. */
export function isMinimal({ minimal, nodes }: Run, { depth }: Node): boolean {
  return minimal || depth > MAX_FULL_DEPTH || nodes > MAX_FULL_NODES;
}
