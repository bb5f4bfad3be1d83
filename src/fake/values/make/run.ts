import type { Instant } from '../../../kernel/index.js';
import type { DescribedSchema } from '../../../openapi/index.js';
import { Background } from '../words/persona.js';
import { startSource } from '../words/source.js';
import { makeValue } from './make-value.js';
import type { Node, Run } from './node.js';

export type GenerateOptions = {
  /** Any key: `getOrder 200 /orders/7`. The same key gives the same value. */
  seed: number | string;
  /** The name of the member or resource that the value is for. */
  name?: string;
  /** The time that dates are near. */
  now: Instant;
  /** Whether optional members are left out. */
  minimal?: boolean;
  /** Whether the examples and defaults of the schema are used; they are, unless this is false. */
  examples?: boolean;
};

/** The steps that one value may take. */
const MAX_WORK = 15_000;

/** Starts the draws of a value. */
export function createRun(schema: DescribedSchema, { seed, now, minimal = false }: GenerateOptions): Run {
  const run: Run = {
    resolve: reference => schema.resolve(reference),
    direction: schema.direction,
    source: startSource(String(seed)),
    now: now / 1000,
    minimal,
    nodes: 0,
    work: MAX_WORK,
    make: node => makeValue(node, run),
  };
  return run;
}

/** The node of a whole value. */
export function createRoot(schema: DescribedSchema, { name = '', examples = true }: GenerateOptions, run: Run): Node {
  return {
    schemas: [schema.read()],
    name,
    owner: '',
    depth: 0,
    references: [],
    optional: false,
    examples,
    background: new Background(run.source, run.now),
  };
}
