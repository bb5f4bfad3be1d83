import { isObject } from '../../kernel/index.js';
import type { CollectionRule, OperationRule, Resources } from '../resources.js';
import { type GivenSections, isWholeValue, mapSections } from './given.js';

type Rules = Readonly<Record<string, unknown>>;

/**
 * Resources with what is given in the place of what was inferred, member by member; null removes a member. The operations of
 * a collection that is removed, or that keeps no state, respond with examples.
 */
export function overrideResources(inferred: Resources, given: GivenSections): Resources {
  const merged = mapSections((name, has) =>
    (has === 'rules' ? mergeRules : mergeRule)(inferred[name] ?? {}, given[name]),
  ) as Required<Resources>;
  const { collections } = merged;
  const removed = Object.keys(inferred.collections).filter(name => !Object.hasOwn(collections, name));
  const { operations, ...others } = shareCollection(merged);
  const isStateless = ({ does, collection = '' }: OperationRule) =>
    does === 'respond' || removed.includes(collection) || stateOf(collections, collection) === false;
  const filled = Object.entries(others).filter(
    ([name, rules]) => name === 'collections' || Object.keys(rules).length > 0,
  );
  return {
    ...(Object.fromEntries(filled) as Omit<Resources, 'operations'>),
    operations: Object.fromEntries(
      [...new Set([...Object.keys(inferred.operations), ...Object.keys(operations)])].map(id => {
        const rule = Object.hasOwn(operations, id) ? operations[id] : undefined;
        return [id, rule === undefined || isStateless(rule) ? respondingRule(rule) : rule];
      }),
    ),
  };
}

/** Those who log in are of the collection of the authentication: it is enough to name it in one place. */
function shareCollection(resources: Required<Resources>): Required<Resources> {
  const { authentication, operations } = resources;
  const isLogIn = ({ does }: OperationRule) => does === 'logIn';
  const named = Object.values(operations).find(rule => isLogIn(rule) && rule.collection !== undefined);
  const collection = authentication.collection ?? named?.collection;
  if (collection === undefined) return resources;
  return {
    ...resources,
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
