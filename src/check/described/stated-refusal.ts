import { isObject } from '../../kernel/index.js';
import type { DescribedOperation } from '../../openapi/index.js';
import { findRefusalRule } from '../../resource/index.js';
import type { JudgedApi } from './judged-api.js';

/** How wrong input is refused, as a person has said it. */
export type StatedRefusal = {
  statuses: readonly number[];
  /** What a body names as wrong; undefined where it need not name anything. */
  listNames(body: unknown): readonly string[] | undefined;
};

/** The refusal of wrong input: the responses of the operation that have the example which the rule names. */
export function statedRefusal(operation: DescribedOperation, api: JudgedApi): StatedRefusal | undefined {
  const rule = findRefusalRule('invalid', { own: api.ruleOf(operation)?.refusals, all: api.refusals });
  const responses = operation.responses.filter(({ contents }) =>
    contents.some(({ examples }) => examples.some(({ name }) => name === rule?.example)),
  );
  const statuses = rule?.status === undefined ? responses.map(({ status }) => Number(status)) : [rule.status];
  if (!rule || statuses.length === 0) return undefined;
  return { statuses, listNames: body => namesIn(body, rule.with) };
}

/** What stands in a body where a template has the names of what is wrong, as the names of members. */
function namesIn(body: unknown, template: unknown): readonly string[] | undefined {
  if (Array.isArray(template)) {
    const items = Array.isArray(body) ? body : [];
    const found = [undefined, ...items].flatMap(item => namesIn(item, template[0]) ?? []);
    return namesIn(undefined, template[0]) && found;
  }
  if (!isObject(template)) return undefined;
  const held = isObject(body) ? body : {};
  if (Object.hasOwn(template, NAME)) return Object.keys(held);
  const inner = Object.entries(template).map(([name, part]) => namesIn(held[name], part));
  return inner.find(names => names !== undefined);
}

const NAME = '{name}';
