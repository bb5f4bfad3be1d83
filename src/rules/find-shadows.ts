import type { Rule } from './rule.js';

type Listed = { id: string; rule: Rule };

/**
 * Finds the rules that are never reached, each with the later rule that decides for all of its requests: one that always
 * applies, and matches by API, operation and method alone or by the same criteria.
 */
export function findShadows(rules: readonly Listed[]): ReadonlyMap<string, string> {
  const shadows = new Map<string, string>();
  const broad: Listed[] = [];
  const byCriteria = new Map<string, string>();
  for (const listed of rules.toReversed()) {
    const { id, rule } = listed;
    if (!rule.isOn) continue;
    const criteria = JSON.stringify(matchOf(rule));
    const shadow = broad.find(one => covers(one.rule, rule))?.id ?? byCriteria.get(criteria);
    if (shadow !== undefined) shadows.set(id, shadow);
    else if (isCertain(rule)) {
      byCriteria.set(criteria, id);
      if (Object.keys(matchOf(rule)).every(word => NAMES.has(word))) broad.push(listed);
    }
  }
  return shadows;
}

function matchOf({ json }: Rule): object {
  return (json as { match: object }).match;
}

/** Whether a rule applies to each request that it matches, now and later. */
function isCertain({ times, probability, rateLimit }: Rule): boolean {
  return times === undefined && probability === 1 && rateLimit === undefined;
}

/** The words of criteria that a look at another rule compares. */
const NAMES: ReadonlySet<string> = new Set(['api', 'operation', 'method']);

/** Whether a rule that has only names in its criteria matches all requests of another one. */
function covers({ match: broad }: Rule, { match }: Rule): boolean {
  const isAny = (one: string | undefined, other: string | undefined) => one === undefined || one === other;
  return isAny(broad.api, match.api) && isAny(broad.operation, match.operation) && isAny(broad.method, match.method);
}
