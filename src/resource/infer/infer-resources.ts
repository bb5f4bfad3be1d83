import type { Description } from '../../openapi/index.js';
import type { OperationRule, Resources } from '../resources.js';
import { findCollections } from './find/find-collections.js';
import { createModel, type NamedCollection, type ResourceModel } from './find/resource-model.js';
import { createViewer, type OperationFacts, readFacts } from './read/operation-facts.js';
import { type PathPart, shapeOf } from './read/path.js';
import { type Position, readPosition } from './read/position.js';
import { readCollectionRule } from './rules/collection-rule.js';
import { readActionRule, readItemRule } from './rules/item-rule.js';
import { type ReasonedRule, type RuleName, respond } from './rules/reasoned-rule.js';
import { readSingletonRule } from './rules/singleton-rule.js';
import { readWholeRule } from './rules/whole-rule.js';

/** What a description keeps and does, with the reasons. */
export type InferredResources = {
  resources: Resources;
  /** By operation id: the kind of operation that it was taken for, and why. */
  operations: Readonly<Record<string, { rule: RuleName; why: string }>>;
  /** What was not understood, in sentences. */
  doubts: readonly string[];
};

/** Finds the resources of an API in the paths, names and schemas of its description. */
export function inferResources({ operations }: Description): InferredResources {
  const viewer = createViewer();
  const facts = operations.map(operation => readFacts(operation, viewer));
  const positions = new Map(facts.map(one => [one, readPosition(one)]));
  const model = createModel(
    findCollections(
      [...positions.values()].flatMap(one => one ?? []),
      viewer,
    ),
  );
  const rules = facts.map(one => ({
    id: one.operation.id,
    title: one.title,
    ...ruleOf(one, positions.get(one), model),
  }));
  const doubts = rules.flatMap(({ title, why, isDoubted = false, unused = [] }) => [
    ...(isDoubted ? [why] : []),
    ...unused.map(name => unusedParameter(name, title)),
  ]);
  const used = new Set(rules.map(({ rule }) => rule.collection));
  return {
    resources: {
      collections: Object.fromEntries(
        model.collections
          .filter(({ name }) => used.has(name))
          .map(collection => [collection.name, readCollectionRule(collection, { model, viewer })]),
      ),
      operations: Object.fromEntries(rules.map(({ id, rule }): [string, OperationRule] => [id, rule])),
    },
    operations: Object.fromEntries(rules.map(({ id, follows, why }) => [id, { rule: follows, why }])),
    doubts,
  };
}

/** The doubt of a parameter of which nothing is known. */
export function unusedParameter(name: string, title: string): string {
  return `The parameter ${name} of ${title} is not used.`;
}

function ruleOf(facts: OperationFacts, position: Position | undefined, model: ResourceModel): ReasonedRule {
  if (!position || !facts.parts) {
    return respond('none', `${facts.title} has a path whose variables are no single keys.`);
  }
  const placed = { facts, model };
  const own = model.at(position);
  const singletonRule = own?.singleton ? readSingletonRule(own, position, placed) : undefined;
  if (singletonRule) return singletonRule;
  if (own && !own.singleton) {
    const isItem = position.variables.length > 0 || position.key !== undefined;
    const rule = isItem ? readItemRule(own, position, placed) : readWholeRule(own, position, placed);
    // below a record, the record has to exist even where the rest is not understood
    if (rule.rule.does !== 'respond' || !findAbove(facts.parts, model)) return rule;
  }
  const above = findAbove(facts.parts, model);
  if (above) return readActionRule(above.collection, above, placed);
  const isRead = facts.operation.method === 'GET';
  const outer = model.onBase(shapeOf(position.base.slice(0, -1)));
  if (outer) {
    return respond(
      isRead ? 'object' : 'collection action',
      `${facts.title} is below the ${outer.name}, and is not understood as one of their operations.`,
    );
  }
  return isRead
    ? respond('object', `${facts.title} gives an object that no operation changes.`)
    : respond('none', `${facts.title} belongs to nothing that can be listed or read.`);
}

/** The record below whose path an operation stands, the innermost. */
function findAbove(
  parts: readonly PathPart[],
  model: ResourceModel,
):
  | { collection: NamedCollection; base: readonly PathPart[]; variables: readonly string[]; rest: readonly PathPart[] }
  | undefined {
  for (let end = parts.length - 1; end > 0; end--) {
    const collection = model.onItem(shapeOf(parts.slice(0, end)));
    if (!collection) continue;
    const { length } = collection.group.variables;
    const variables = parts.slice(end - length, end).flatMap(part => ('variable' in part ? [part.variable] : []));
    return { collection, base: parts.slice(0, end - length), variables, rest: parts.slice(end) };
  }
  return undefined;
}
