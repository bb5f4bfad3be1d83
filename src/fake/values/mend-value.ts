import { formatPointer } from '../../kernel/index.js';
import type { DescribedSchema } from '../../openapi/index.js';
import { createRoot, createRun, type GenerateOptions } from './make/run.js';
import { type Path, RefusedPlaces, Repair, type Repaired } from './mend/repair.js';
import { accepts } from './schema/accepts.js';

/** A mended value, and the JSON pointers of what was changed, added or removed. */
export type Mended = { value: unknown; changed: readonly string[] };

/** How often a value is mended again because the validator refuses more than its schemas show. */
const MAX_ROUNDS = 4;

/**
 * Changes as little of a value as makes it valid: wrong members are replaced, missing ones added, forbidden ones removed. Undefined where
 * that fails.
 */
export function mendValue(value: unknown, schema: DescribedSchema, options: GenerateOptions): Mended | undefined {
  if (isUsable(value, schema)) return { value, changed: [] };
  let repaired: Repaired = { value, changed: [] };
  let refused: readonly Path[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = repairOnce(repaired.value, {
      schema,
      options: { ...options, seed: `${options.seed} mended ${round}` },
      refused,
    });
    if (!next) return undefined;
    repaired = { value: next.value, changed: [...repaired.changed, ...next.changed] };
    const issues = schema.validate(repaired.value);
    if (issues.length === 0) return { value: repaired.value, changed: listPointers(repaired.changed) };
    // each round replaces a larger part around what is refused
    refused = issues.map(({ path }) => path.slice(0, Math.max(0, path.length - round)));
  }
  return undefined;
}

/** Whether a value can stay as it is. Where the validator and the schemas disagree, the validator is right. */
function isUsable(value: unknown, schema: DescribedSchema): boolean {
  if (schema.validate(value).length > 0) return false;
  const resolve = (reference: string) => schema.resolve(reference);
  const read = schema.read();
  return accepts(read, value, { resolve, direction: schema.direction }) || !accepts(read, value, { resolve });
}

type Round = { schema: DescribedSchema; options: GenerateOptions; refused: readonly Path[] };

function repairOnce(value: unknown, { schema, options, refused }: Round): Repaired | undefined {
  const run = createRun(schema, options);
  const node = createRoot(schema, { ...options, examples: false }, run);
  return new Repair(run, new RefusedPlaces(refused)).mend(value, { node, path: [] });
}

function listPointers(paths: readonly Path[]): string[] {
  return [...new Set(paths.map(formatPointer))];
}
