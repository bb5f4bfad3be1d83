import { canonicalJson } from '../../../kernel/index.js';
import type { JsonSchema } from '../../../openapi/index.js';
import { accepts } from '../schema/accepts.js';
import { type Constraints, type Contains, itemSchemas } from '../schema/constraints.js';
import { nameOfThing } from '../words/by-name.js';
import { Background } from '../words/persona.js';
import { singular } from '../words/singular.js';
import { isMinimal, type Node, type Run } from './node.js';

/** The usual number of items. */
const USUAL_ITEMS = 3;
/** How often an item is made again because it equals another one. */
const MAX_TRIES = 40;

/** Makes an array, with one to three items where that is allowed; undefined where an item that is needed cannot be made. */
export function makeArray(constraints: Constraints, node: Node, run: Run): unknown[] | undefined {
  const { minItems, maxItems } = constraints;
  const wanted = findContained(constraints);
  const least = Math.max(minItems, wanted.length);
  if (least > maxItems || least > run.work) return undefined;
  const length = Math.min(maxItems, Math.max(least, usualLength(constraints, node, run)));
  const list: unknown[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < length; index++) {
    const item = makeItem({ constraints, node, run, index, wanted, seen, needed: index < least });
    if (!item) break;
    list.push(item.value);
    seen.add(canonicalJson(item.value));
  }
  return list.length >= least ? list : undefined;
}

function usualLength({ lists, minItems }: Constraints, node: Node, run: Run): number {
  if (isMinimal(run, node)) return minItems;
  const prefix = Math.max(0, ...lists.map(list => list.prefix.length));
  const open = lists.every(({ rest }) => rest !== false);
  if (prefix > 0 || !open) return prefix;
  return run.source.integer(1, USUAL_ITEMS);
}

/** For each item that some `contains` needs, its schema. */
function findContained({ contains }: Constraints): JsonSchema[] {
  return contains.flatMap(({ schema, min }) => Array.from({ length: Math.min(min, 1_000) }, () => schema));
}

type Item = {
  constraints: Constraints;
  node: Node;
  run: Run;
  index: number;
  wanted: readonly JsonSchema[];
  seen: ReadonlySet<string>;
  needed: boolean;
};

function makeItem({ constraints, node, run, index, wanted, seen, needed }: Item): { value: unknown } | undefined {
  const own = itemSchemas(constraints.lists, index);
  const contained = wanted[index];
  const inner: Node = {
    ...node,
    schemas: [
      ...own,
      ...(contained === undefined ? [] : [contained]),
      ...limitContained(constraints.contains, contained),
    ],
    name: nameOfThing(node.name) || singular(node.name),
    // a list between two objects is no level that a reader counts
    depth: node.depth + 0.5,
    references: [...node.references, ...constraints.references],
    optional: node.optional || !needed,
    // several items from one example would all be the same
    examples: node.examples && index === 0,
    background: index === 0 ? node.background : new Background(run.source, run.now),
  };
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const item = run.make(attempt === 0 ? inner : { ...inner, examples: false });
    if (!item || !seen.has(canonicalJson(item.value))) return item;
    // two equal items look like a mistake where nothing asks for the second
    if (!constraints.unique && attempt === USUAL_ITEMS) return needed ? item : undefined;
  }
  return undefined;
}

/** Items beyond those that `contains` needs must not match it where their number is limited. */
function limitContained(contains: readonly Contains[], contained: JsonSchema | undefined): JsonSchema[] {
  return contains
    .filter(({ schema, max }) => max < Number.POSITIVE_INFINITY && schema !== contained)
    .map(({ schema }) => ({ not: schema }));
}

/** Whether the number of items that match each `contains` is right. */
export function hasContained(list: readonly unknown[], contains: readonly Contains[], run: Run): boolean {
  return contains.every(({ schema, min, max }) => {
    const count = list.filter(item => accepts(schema, item, run)).length;
    return count >= min && count <= max;
  });
}
