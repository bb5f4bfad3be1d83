import { isObject } from '../../../kernel/index.js';
import { type Description, type InputIssue, suggest } from '../../../openapi/index.js';
import type { Resources } from '../../resources.js';
import type { GivenRules, GivenSections } from '../given.js';
import { validateOperations } from '../resources-schema.js';
import { authenticationIssues } from './authentication-issues.js';
import { collectionIssues } from './collection-issues.js';
import { operationIssues } from './operation-issues.js';
import { partIssues, refusalIssues } from './refusal-issues.js';

/**
 * What is wrong with what is given once everything is known: rules that lack a member, and names that do not exist.
 * `resources` are those into which it was merged. Rules that were only inferred are not examined.
 */
export function nameIssues(
  given: GivenSections,
  { resources, description }: { resources: Resources; description: Description },
): InputIssue[] {
  const collections = pick(resources.collections, given.collections);
  const operations = pick(resources.operations, given.operations);
  const incomplete = operations.length === 0 ? [] : validateOperations({ operations: Object.fromEntries(operations) });
  const known = { resources, description };
  const { issues, ...reasons } = given.refusals;
  return [
    ...labelIssues(given.requests, description),
    ...authenticationIssues(given.authentication, known),
    ...partIssues(issues, ['refusals', 'issues']),
    ...refusalIssues(reasons, { path: ['refusals'], description }),
    ...incomplete,
    ...collections.flatMap(([name, rule]) => collectionIssues(rule, { path: ['collections', name], ...known })),
    // the names of an incomplete rule are examined when it is complete
    ...(incomplete.length > 0 ? [] : operations).flatMap(([id, rule]) => {
      const operation = description.operations.find(one => one.id === id);
      const path = ['operations', id];
      return operation
        ? [
            ...operationIssues(rule, { path, operation, ...known }),
            ...refusalIssues(rule.refusals ?? {}, { path: [...path, 'refusals'], description }),
          ]
        : [];
    }),
  ];
}

/** Parameters with other words for their values that no operation has. */
function labelIssues({ query }: GivenRules, { operations }: Description): InputIssue[] {
  const labels = isObject(query) && isObject(query.labels) ? Object.keys(query.labels) : [];
  const all = operations.flatMap(({ parameters }) => parameters);
  const names = [...new Set(all.flatMap(one => (one.in === 'query' ? one.name : [])))];
  return labels
    .filter(name => !names.includes(name))
    .map(name => ({
      path: ['requests', 'query', 'labels', name],
      message: `names no query parameter${suggest(name, names)}`,
    }));
}

/** The merged rules of which something is given. */
function pick<Rule>(rules: Readonly<Record<string, Rule>>, given: GivenRules): [string, Rule][] {
  return Object.entries(rules).filter(([name]) => Object.hasOwn(given, name));
}
