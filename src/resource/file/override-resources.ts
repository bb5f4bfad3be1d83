import { isObject } from '../../kernel/index.js';
import type { AuthenticationRules } from '../authentication-rules.js';
import type { RefusalRules } from '../refusal-rules.js';
import type { RequestRules } from '../request-rules.js';
import type { CollectionRule, OperationRule, Resources } from '../resources.js';
import { type Given, isWholeValue } from './given.js';

type Rules = Readonly<Record<string, unknown>>;

/**
 * Resources with what is given in the place of what was inferred, member by member; null removes a member. The operations of
 * a collection that is removed, or that keeps no state, respond with examples.
 */
export function overrideResources(
  inferred: Resources,
  given: Pick<Given, 'collections' | 'operations' | 'requests' | 'authentication' | 'refusals'>,
): Resources {
  const collections = mergeRules(inferred.collections, given.collections) as Resources['collections'];
  const removed = Object.keys(inferred.collections).filter(name => !Object.hasOwn(collections, name));
  const merged = mergeRules(inferred.operations, given.operations) as Resources['operations'];
  const rules = mergeRule(inferred.authentication ?? {}, given.authentication) as AuthenticationRules;
  const { authentication, operations } = shareCollection(rules, merged);
  const requests = mergePatch(inferred.requests ?? {}, given.requests) as RequestRules;
  const refusals = mergeRules(inferred.refusals ?? {}, given.refusals) as RefusalRules;
  const isStateless = ({ does, collection = '' }: OperationRule) =>
    does === 'respond' || removed.includes(collection) || stateOf(collections, collection) === false;
  return {
    collections,
    operations: Object.fromEntries(
      [...new Set([...Object.keys(inferred.operations), ...Object.keys(operations)])].map(id => {
        const rule = Object.hasOwn(operations, id) ? operations[id] : undefined;
        return [id, rule === undefined || isStateless(rule) ? respondingRule(rule) : rule];
      }),
    ),
    ...(Object.keys(requests).length > 0 && { requests }),
    ...(Object.keys(authentication).length > 0 && { authentication }),
    ...(Object.keys(refusals).length > 0 && { refusals }),
  };
}

/** Those who log in are of the collection of the authentication: it is enough to name it in one place. */
function shareCollection(
  authentication: AuthenticationRules,
  operations: Resources['operations'],
): { authentication: AuthenticationRules; operations: Resources['operations'] } {
  const isLogIn = ({ does }: OperationRule) => does === 'logIn';
  const named = Object.values(operations).find(rule => isLogIn(rule) && rule.collection !== undefined);
  const collection = authentication.collection ?? named?.collection;
  if (collection === undefined) return { authentication, operations };
  return {
    authentication: { collection, ...authentication },
    operations: Object.fromEntries(
      Object.entries(operations).map(([id, rule]) => [id, isLogIn(rule) ? { collection, ...rule } : rule]),
    ),
  };
}

function respondingRule({ refusals }: Partial<OperationRule> = {}): OperationRule {
  return { does: 'respond', ...(refusals && { refusals }) };
}

function stateOf(collections: Readonly<Record<string, CollectionRule>>, name: string): boolean | undefined {
  return Object.hasOwn(collections, name) ? collections[name]?.state : undefined;
}

/** Merges rules by name. */
function mergeRules(rules: Rules, given: Rules): Rules {
  return mergeEach(rules, given, (rule, value) => mergeRule(rule, value));
}

/** Merges the members of a rule, but for those whose parts belong together. */
function mergeRule(rule: Rules, given: Rules): Rules {
  return mergeEach(rule, given, (before, value, name) => {
    if (isWholeValue(name)) return value;
    if (name === 'refusals') return mergeRules(before, value);
    // each way of paging has its own members
    return mergePatch(name === 'paging' && ![before.by, undefined].includes(value.by) ? {} : before, value);
  });
}

/** Merges as RFC 7396 does. */
function mergePatch(value: Rules, given: Rules): Rules {
  return mergeEach(value, given, mergePatch);
}

type MergeInner = (before: Rules, value: Rules, name: string) => Rules;

function mergeEach(rules: Rules, given: Rules, mergeInner: MergeInner): Rules {
  const merged = new Map(Object.entries(rules));
  for (const [name, value] of Object.entries(given)) {
    const before = merged.get(name);
    if (value === null) merged.delete(name);
    else merged.set(name, isObject(value) ? mergeInner(isObject(before) ? before : {}, value, name) : value);
  }
  return Object.fromEntries(merged);
}
