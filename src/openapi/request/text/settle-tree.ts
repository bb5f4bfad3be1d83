import { formatPointer } from '../../../kernel/index.js';
import type { DescribedSchema } from '../../schema/described-schema.js';
import { describeSchemaIssue, type ValueIssue } from '../input-issue.js';
import type { TextShape } from './text-shape.js';
import { type Ambiguity, readScalar, type TextTree, type TypedTree, typeTree } from './text-tree.js';

export type SettledTree = { value: unknown; issues: readonly ValueIssue[] };

/** How often a tree is read in other ways, until it is valid: each time costs a validation. */
const MAX_TRIES = 8;

/** How many issues of one tree are returned: the first ones are enough to correct a request. */
const MAX_ISSUES = 100;

/**
 * Reads a tree as a value of the schema. Where text has several meanings and the schema refuses the first, the next ones
 * are tried. If none is valid, the value and the issues are those of the try with the fewest issues.
 */
export function settleTree(
  tree: TextTree,
  { schema, shape }: { schema: DescribedSchema | undefined; shape: TextShape },
): SettledTree {
  if (typeof tree === 'string') {
    // most parameters are one text whose first meaning is valid
    const [value] = readScalar(tree, shape.types);
    if (!Number.isNaN(value) && (schema?.validate(value).length ?? 0) === 0) return { value, issues: NO_ISSUES };
  }
  const taken = new Map<string, number>();
  let best: Try | undefined;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const typed = typeTree(tree, shape, taken);
    const found = validate(typed, schema);
    if (countIssues(found) === 0) return { value: typed.value, issues: NO_ISSUES };
    if (!best || countIssues(found) < countIssues(best)) best = found;
    const paths = [...found.typed.issues, ...found.issues].map(({ path }) => path);
    if (!takeNext(typed.ambiguities, paths, taken)) break;
  }
  const { typed, issues } = best as Try;
  const described = issues.slice(0, MAX_ISSUES).map(issue => describeSchemaIssue(issue, typed.value));
  return { value: typed.value, issues: [...typed.issues, ...described].slice(0, MAX_ISSUES) };
}

const NO_ISSUES: readonly ValueIssue[] = [];

/** A value, what is wrong with its text, and what its schema finds wrong elsewhere. */
type Try = { typed: TypedTree; issues: ReturnType<DescribedSchema['validate']> };

function validate(typed: TypedTree, schema: DescribedSchema | undefined): Try {
  const issues = schema?.validate(typed.value) ?? [];
  if (typed.issues.length === 0 || issues.length === 0) return { typed, issues };
  const unread = new Set(typed.issues.map(({ path }) => formatPointer(path)));
  return {
    typed,
    issues: issues.filter(({ path }) => !listPointers(formatPointer(path)).some(pointer => unread.has(pointer))),
  };
}

function countIssues({ typed, issues }: Try): number {
  return typed.issues.length + issues.length;
}

/** Takes the next meaning at each issue and inside, else nearest around it; false if no meaning is left. */
function takeNext(
  ambiguities: readonly Ambiguity[],
  paths: readonly (readonly string[])[],
  taken: Map<string, number>,
): boolean {
  const left = ambiguities.filter(({ chosen, count }) => chosen + 1 < count);
  if (left.length === 0) return false;
  const open = new Set(paths.map(path => formatPointer(path)));
  const next = new Set<Ambiguity>();
  const solved = new Set<string>();
  for (const ambiguity of left) {
    for (const pointer of listPointers(ambiguity.pointer)) {
      if (!open.has(pointer)) continue;
      next.add(ambiguity);
      solved.add(pointer);
    }
  }
  // the last ambiguity of a pointer is the innermost
  const byPointer = new Map(left.map(ambiguity => [ambiguity.pointer, ambiguity]));
  for (const pointer of open) {
    if (solved.has(pointer)) continue;
    const around = listPointers(pointer).findLast(each => byPointer.has(each));
    if (around !== undefined) next.add(byPointer.get(around) as Ambiguity);
  }
  for (const { key, chosen } of next) taken.set(key, chosen + 1);
  return next.size > 0;
}

/** A pointer and those of all that contain its value, from the outside: the empty one, `/a` and `/a/b`. */
function listPointers(pointer: string): string[] {
  const pointers = [''];
  for (let end = pointer.indexOf('/', 1); end > 0; end = pointer.indexOf('/', end + 1)) {
    pointers.push(pointer.slice(0, end));
  }
  if (pointer !== '') pointers.push(pointer);
  return pointers;
}
