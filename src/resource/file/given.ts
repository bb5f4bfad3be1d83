import { formatPointer, isObject, Problem } from '../../kernel/index.js';
import { describeIssues, type InputIssue } from '../../openapi/index.js';
import { validatePartial } from './resources-schema.js';

/** Rules of one kind by name, as somebody wrote them: members that are left out stay as inferred, and null removes one. */
export type GivenRules = Readonly<Record<string, unknown>>;

/** The sections of a file of resources: each has rules by name (by operation id, by reason), or is one rule. */
const SECTIONS = {
  collections: 'rules',
  operations: 'rules',
  requests: 'rule',
  authentication: 'rule',
  refusals: 'rules',
} as const;
export type Section = keyof typeof SECTIONS;
export const SECTION_NAMES = Object.keys(SECTIONS) as Section[];

/** What is said of each section. */
export type GivenSections = Readonly<Record<Section, GivenRules>>;

/** Makes what is said of each section. */
export function mapSections(make: (name: Section, has: 'rules' | 'rule') => unknown): GivenSections {
  return Object.fromEntries(SECTION_NAMES.map(name => [name, make(name, SECTIONS[name])])) as GivenSections;
}

/** What one file, or one `x-understudy`, says of resources. */
export type Given = GivenSections & {
  /** What is wrong with the names of its operations. */
  issues: readonly InputIssue[];
  /** Where some paths of names stand, as a person finds them: `resources.yaml:12 /operations/listPets/does`. */
  locate(paths: readonly (readonly string[])[]): readonly string[];
};

/** What is wrong with the form of what is given, whatever there is in the description. */
export function formIssues(given: Given): readonly InputIssue[] {
  const written = mapSections((name, has) => (has === 'rules' ? withoutNulls(given[name]) : stripNulls(given[name])));
  return [...given.issues, ...validatePartial(written)];
}

/** Throws `resources-invalid`, which names everything that is wrong, where anything is. */
export function assertNoIssues(
  found: readonly { given: Given; issues: readonly InputIssue[] }[],
  { file }: { file: string },
): void {
  const lines = found.flatMap(({ given, issues }) => {
    const places = given.locate(issues.map(({ path }) => path));
    return describeIssues(issues, () => '').map((message, at) => `  ${places[at]}${message}`);
  });
  if (lines.length > 0)
    throw new Problem('resources-invalid', `The resources of ${file} have issues:\n${lines.join('\n')}`);
}

/** A pointer, as it is shown behind a line; nothing for the whole. */
export function shownPointer(path: readonly string[]): string {
  return path.length === 0 ? '' : ` ${formatPointer(path)}`;
}

/** Rules without the members that null removes. */
function withoutNulls(rules: unknown): unknown {
  return mapMembers(rules, rule =>
    mapMembers(rule, (value, name) => {
      if (isWholeValue(name)) return value;
      return name === 'refusals' ? withoutNulls(value) : stripNulls(value);
    }),
  );
}

/** Whether a member of a rule is a value that is not merged: what an action sets, or a response has, may be null. */
export function isWholeValue(name: string): boolean {
  return WHOLE.has(name);
}

const WHOLE = new Set(['sets', 'with', 'who', 'admits', 'shows', 'fake', 'defaults', 'keptAs']);

function stripNulls(value: unknown): unknown {
  return mapMembers(value, stripNulls);
}

function mapMembers(value: unknown, map: (inner: unknown, name: string) => unknown): unknown {
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(members.map(([name, inner]) => [name, map(inner, name)]));
}
