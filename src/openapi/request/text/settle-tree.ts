import type { DescribedSchema } from '../../schema/described-schema.js';
import { findValueIssues, isWithin, type ValueIssue } from '../input-issue.js';
import type { TextShape } from './text-shape.js';
import { type BranchChoice, type TextTree, type TypedTree, typeTree } from './text-tree.js';

export type SettledTree = { value: unknown; issues: readonly ValueIssue[] };

/** How often a tree is read in other ways, until it is valid: each time costs a validation. */
const MAX_TRIES = 8;

/** How many issues of one tree are used and returned: the first ones are enough to correct a request. */
const MAX_ISSUES = 100;

/**
 * Reads a tree as a value of the schema. Where text has several meanings and the schema refuses the first, the next ones
 * are tried. If none is valid, the value and the issues are those of the try with the fewest issues.
 */
export function settleTree(
  tree: TextTree,
  { schema, shape }: { schema: DescribedSchema | undefined; shape: TextShape },
): SettledTree {
  const taken = new Map<string, number>();
  let best: SettledTree | undefined;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const typed = typeTree(tree, shape, taken);
    const issues = findIssues(typed, schema);
    if (!best || issues.length < best.issues.length) best = { value: typed.value, issues };
    if (issues.length === 0 || !takeNext(typed.choices, issues, taken)) break;
  }
  return best as SettledTree;
}

/** The issues of the text, and those that the schema finds elsewhere. */
function findIssues({ value, issues }: TypedTree, schema: DescribedSchema | undefined): readonly ValueIssue[] {
  const found = findValueIssues(schema, value).slice(0, MAX_ISSUES);
  if (issues.length === 0) return found;
  const own = issues.slice(0, MAX_ISSUES);
  return [...own, ...found.filter(({ path }) => !own.some(issue => isWithin(path, issue.path)))];
}

/** Takes the next meaning at each issue, else nearest around it; false if no meaning is left. */
function takeNext(
  choices: readonly BranchChoice[],
  issues: readonly ValueIssue[],
  taken: Map<string, number>,
): boolean {
  const left = choices.filter(({ chosen, count }) => chosen + 1 < count);
  if (left.length === 0) return false;
  const next = new Set<BranchChoice>();
  for (const { path } of issues) {
    const inside = left.filter(choice => isWithin(choice.path, path));
    const around = left.findLast(choice => isWithin(path, choice.path));
    for (const choice of inside.length > 0 ? inside : around ? [around] : []) next.add(choice);
  }
  for (const { key, chosen } of next) taken.set(key, chosen + 1);
  return next.size > 0;
}
