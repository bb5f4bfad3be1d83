import { fakerIssue } from '../../../fake/index.js';
import { type Description, type InputIssue, suggest } from '../../../openapi/index.js';
import type { CollectionRule, Resources } from '../../resources.js';
import { memberIssues, schemaNames, viewOf } from './schema-names.js';
import { shownIssues } from './shown-issues.js';

type At = { path: readonly string[]; resources: Resources; description: Description };

/** What is wrong with the names in the rule of a collection. */
export function collectionIssues(rule: CollectionRule, { path, resources, description }: At): InputIssue[] {
  const view = viewOf(rule, description);
  const { schema, key, parents = {}, references = {}, follows = {}, columns, fake = {}, defaults, keptAs } = rule;
  const byMember = { references, follows, columns, fake, defaults, keptAs };
  const { created = [], updated = [], unique = [], callers = [], members: first = [] } = rule;
  const lists = { created, updated, unique, callers, members: first };
  const members: [names: string[], member: string | undefined][] = [
    [['key'], key],
    ...Object.entries(parents).map(([name, { member }]): [string[], string | undefined] => [
      ['parents', name, 'member'],
      member,
    ]),
    ...Object.entries(lists).flatMap(([kind, names]) =>
      names.map((member, at): [string[], string] => [[kind, String(at)], member]),
    ),
    ...Object.entries(byMember).flatMap(([kind, rules]) =>
      Object.keys(rules ?? {}).map((member): [string[], string] => [[kind, member], member]),
    ),
    ...Object.entries(follows).map(([name, { member }]): [string[], string] => [['follows', name, 'member'], member]),
  ];
  return [
    ...(schema !== undefined && !view
      ? [{ path: [...path, 'schema'], message: `names no schema${suggest(schema, schemaNames(description))}` }]
      : []),
    ...members.flatMap(([names, member]) =>
      member === undefined ? [] : memberIssues(member, { view, path: [...path, ...names] }),
    ),
    ...(rule.shows ? shownIssues({ shows: rule.shows }, { view, path }) : []),
    ...Object.entries(fake).flatMap(([member, call]) => {
      const message = fakerIssue(call);
      return message === undefined ? [] : [{ path: [...path, 'fake', member], message }];
    }),
    ...Object.entries(references).flatMap(([member, name]) =>
      collectionNameIssues(name, { resources, path: [...path, 'references', member] }),
    ),
    ...Object.entries(follows).flatMap(([member, { of, shows }]) =>
      of === undefined
        ? []
        : followedIssues({ of, shows }, { path: [...path, 'follows', member], resources, description }),
    ),
  ];
}

/** What is wrong with the names of what a member follows in another collection. */
function followedIssues({ of, shows }: { of: string; shows: string | undefined }, at: At): InputIssue[] {
  const { path, resources, description } = at;
  const other = resources.collections[of];
  if (!other) return collectionNameIssues(of, { resources, path: [...path, 'of'] });
  return shows === undefined ? [] : memberIssues(shows, { view: viewOf(other, description), path: [...path, 'shows'] });
}

/** The issue of a name that no collection has. */
export function collectionNameIssues(name: string, { resources, path }: Omit<At, 'description'>): InputIssue[] {
  if (Object.hasOwn(resources.collections, name)) return [];
  return [{ path, message: `names no collection${suggest(name, Object.keys(resources.collections))}` }];
}
