import { isObject } from '../../../kernel/index.js';
import { type InputIssue, type SchemaView, suggest } from '../../../openapi/index.js';
import { memberIssues } from './schema-names.js';

type At = { view: SchemaView | undefined; path: readonly string[] };

/** What is wrong with what a rule shows of a record: members that records do not have, and unknown members of rules. */
export function shownIssues(shows: unknown, { view, path }: At): InputIssue[] {
  if (typeof shows === 'string') return memberIssues(shows, { view, path });
  if (Array.isArray(shows)) return shows.length === 0 ? [] : [{ path, message: 'must be no list with items.' }];
  if (!isObject(shows)) return [];
  const kind = RULES.find(([name]) => Object.hasOwn(shows, name));
  const entries = Object.entries(shows);
  if (!kind) return entries.flatMap(([name, value]) => shownIssues(value, { view, path: [...path, name] }));
  const [, known] = kind;
  return entries.flatMap(([name, value]) => {
    const place = { view, path: [...path, name] };
    if (!known.includes(name)) return [{ path: place.path, message: `is unknown${suggest(name, [...known])}` }];
    if (name === 'member' || name === 'where') {
      return typeof value === 'string'
        ? memberIssues(value, place)
        : [{ path: place.path, message: 'must be the name of a member.' }];
    }
    if (name === 'shows') {
      return isObject(value)
        ? Object.entries(value).flatMap(([inner, one]) => shownIssues(one, { view, path: [...place.path, inner] }))
        : [{ path: place.path, message: 'must be an object.' }];
    }
    if (name === 'as') {
      return TYPES.includes(value) ? [] : [{ path: place.path, message: `must be one of ${TYPES.join(', ')}.` }];
    }
    if (name === 'otherwise') return meaningIssues(value, place);
    if (name !== 'values') return [];
    return isObject(value)
      ? Object.entries(value).flatMap(([one, meaning]) => meaningIssues(meaning, { view, path: [...place.path, one] }))
      : [{ path: place.path, message: 'must be an object.' }];
  });
}

/** The members of each kind of rule, by the one that makes it a rule. */
const RULES: readonly (readonly [name: string, known: readonly string[]])[] = [
  ['member', ['member', 'where', 'as', 'values', 'otherwise']],
  ['shows', ['shows', 'where']],
  ['always', ['always', 'where']],
];

const TYPES: readonly unknown[] = ['integer', 'text'];

/** There a text is no name. */
function meaningIssues(value: unknown, at: At): InputIssue[] {
  return typeof value === 'string' ? [] : shownIssues(value, at);
}
