import { type Description, type InputIssue, similarName, suggest } from '../../../openapi/index.js';
import { ISSUE_PARTS, REFUSAL_REASONS } from '../../refusal-rules.js';
import type { GivenRules } from '../given.js';

/** What is wrong with the names in rules of refusals: unknown reasons, examples that no response has, misspelled parts of texts. */
export function refusalIssues(
  refusals: GivenRules,
  { path, description }: { path: readonly string[]; description: Description },
): InputIssue[] {
  return Object.entries(refusals).flatMap(([reason, rule]) => {
    if (!REFUSAL_REASONS.some(known => known === reason)) {
      return [{ path: [...path, reason], message: `is unknown${suggest(reason, [...REFUSAL_REASONS])}` }];
    }
    const { example } = (rule ?? {}) as { example?: string };
    const names = example === undefined ? [] : listExamples(description);
    const issues = partIssues(rule, [...path, reason]);
    if (example === undefined || names.includes(example)) return issues;
    return [{ path: [...path, reason, 'example'], message: `names no example${suggest(example, names)}` }, ...issues];
  });
}

function listExamples({ operations }: Description): string[] {
  const contents = operations.flatMap(({ responses }) => responses.flatMap(({ contents }) => contents));
  return [...new Set(contents.flatMap(({ examples }) => examples.map(({ name }) => name)))];
}

/** The parts in braces that look like the known ones: `{mesage}`. Others are text. */
export function partIssues(value: unknown, path: readonly string[]): InputIssue[] {
  if (typeof value === 'string') {
    return [...value.matchAll(/\{([a-z]+)\}/gi)].flatMap(([whole, name = '']) => {
      if (ISSUE_PARTS.some(part => part === name)) return [];
      const similar = similarName(name, ISSUE_PARTS);
      return similar ? [{ path, message: `has ${whole}; did you mean {${similar}}?` }] : [];
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...partIssues(name, [...path, name]),
    ...partIssues(inner, [...path, name]),
  ]);
}
