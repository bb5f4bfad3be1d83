import { isObject } from '../../../../kernel/index.js';
import type { DescribedOperation } from '../../../../openapi/index.js';
import type { TargetExchange } from '../../../../target/index.js';
import type { Placeholder } from '../../../model/case.js';
import type { JudgedApi } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { followNames } from '../../known/read-records.js';
import { bodyTemplates, isDistinct, replaceIn } from '../../request/body-templates.js';
import { namesKey } from '../../request/generated-values.js';
import { acceptedBody } from '../../request/plan-request.js';
import { isKept, otherValues, sentMembers } from './members.js';

/** The record that a request sent, in JSON or as a form; undefined where it sent none. */
export function sentRecord(
  operation: DescribedOperation,
  exchange: TargetExchange | undefined,
  api: JudgedApi,
): Record<string, unknown> | undefined {
  const { body = '' } = exchange?.request ?? {};
  const record = followNames(parse(body), api.ruleOf(operation)?.request ?? '');
  return isObject(record) ? record : undefined;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return /^[^{[\s]+=/.test(body)
      ? Object.fromEntries([...new URLSearchParams(body)].map(([name, text]) => [name, readText(text)]))
      : undefined;
  }
}

/** A form has only texts. */
function readText(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? Number(text) : text;
}

/** The accepted body with another record in it; undefined where the description does not allow that. */
export function bodyWith(
  operation: DescribedOperation,
  api: JudgedApi,
  change: (record: Readonly<Record<string, unknown>>) => Record<string, unknown>,
): Placeholder<Knowledge> {
  const names = api.ruleOf(operation)?.request ?? '';
  const schema = bodyTemplates(operation, api)[0]?.content.schema;
  return acceptedBody(operation, api, value => {
    const record = followNames(value, names);
    const changed = isObject(record) ? replaceIn(value, names, change(record)) : undefined;
    return changed !== undefined && (schema?.validate(changed).length ?? 1) === 0 ? changed : undefined;
  });
}

/** Only what a body has to have. */
export function onlyRequired(
  operation: DescribedOperation,
  api: JudgedApi,
): (record: Readonly<Record<string, unknown>>) => Record<string, unknown> {
  const required = new Set(sentMembers(operation, api).flatMap(({ name, required }) => (required ? [name] : [])));
  return record => Object.fromEntries(Object.entries(record).filter(([name]) => required.has(name)));
}

/** The members whose values clients may choose freely: no keys, no other records' keys, and no texts that mark a record. */
export function freeMembers(operation: DescribedOperation, api: JudgedApi) {
  const {
    key,
    references = {},
    parents = {},
    unique = [],
    passwords = {},
  } = api.collections.get(api.ruleOf(operation)?.collection ?? '') ?? {};
  const tied = new Set([
    key,
    ...Object.keys(references),
    ...unique,
    ...Object.keys(passwords),
    ...Object.values(parents).map(({ member }) => member),
  ]);
  return sentMembers(operation, api).filter(
    ({ name }) => !tied.has(name) && !isDistinct(name) && !namesKey(name) && !/password|secret|token/i.test(name),
  );
}

/** The record with other values of its free members; `turn` says which. */
export function varied(
  operation: DescribedOperation,
  api: JudgedApi,
  turn: number,
): (record: Readonly<Record<string, unknown>>) => Record<string, unknown> {
  return record => {
    const changes = freeMembers(operation, api).flatMap(member => {
      const current = record[member.name];
      const values = otherValues(member, current).filter(value => !api.givesRights(operation, member.name, value));
      const value = values[turn % Math.max(1, values.length)];
      return value === undefined ? [] : [[member.name, value] as const];
    });
    return { ...record, ...Object.fromEntries(changes) };
  };
}

/** The records of a collection that the target has shown. */
export function shownBefore(collection: string, { api, records, walks }: Knowledge): unknown[] {
  const listed = walks.filter(({ operation }) => api.ruleOf(operation)?.collection === collection);
  return [...(records.get(collection) ?? []), ...listed.flatMap(walk => walk.records)].map(({ value }) => value);
}

/** The values of a member that such records have, each once. */
export function knownValues(name: string, { collection, known }: { collection: string; known: Knowledge }): unknown[] {
  const values = shownBefore(collection, known).map(value => followNames(value, name));
  return [...new Set(values.filter(value => typeof value === 'string' || typeof value === 'number'))];
}

/** Names of members that were sent and are shown otherwise. */
export function findUnkept(
  sent: Readonly<Record<string, unknown>>,
  shown: Readonly<Record<string, unknown>>,
  names: readonly string[],
): string[] {
  return names.filter(name => sent[name] !== undefined && !isKept(sent[name], shown[name]));
}
