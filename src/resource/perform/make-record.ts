import { isObject } from '../../kernel/index.js';
import { SchemaView } from '../../openapi/index.js';
import type { StoredRecord } from '../../store/index.js';
import { completeRecord } from '../records/complete.js';
import { NUMBER } from '../records/kept.js';
import { asMember, makeKey } from '../records/keys.js';
import { memberView, readMember } from '../records/member-path.js';
import { isKey, parentsOf, storedKeyValue, toStored, type VisibleRecord, visibleOf } from '../records/stored.js';
import type { ResourceCall } from '../resource-api.js';
import { type ChangedRecord, type Refused, refuseTakenKey, refuseTakenValue } from './context/refusing.js';
import type { OperationContext } from './context/resource-context.js';
import { findRecord, type Scope } from './context/scope.js';

/** Makes a new record from what a client sent. `key` is the key that the request has beside the record. */
export function makeRecord(
  context: OperationContext,
  scope: Scope,
  { sent, key, call }: { sent: VisibleRecord; key?: string | undefined; call: ResourceCall },
): ChangedRecord | Refused {
  const { kept, seeds, seed } = context;
  const { key: path } = kept.rule;
  const chosen = key ?? sentKey(context, sent);
  const isTaken = chosen !== undefined && findRecord(scope, chosen) !== undefined;
  if (isTaken && (key !== undefined || refusesTaken(context))) return refuseTakenKey(kept, chosen);
  const given = isTaken ? undefined : chosen;
  const n = call.store.nextId(kept.storeName);
  const made =
    given ??
    makeKey(kept, {
      seed,
      n,
      first: seeds.firstKey(kept.name),
      record: sent,
      isTaken: taken => findRecord(scope, taken) !== undefined,
    });
  const parents = { ...sentParents(context, sent), ...scope.parents };
  const visible = completeRecord(kept, {
    sent,
    request: requestView(context),
    known: {
      ...knownParents(context, scope),
      ...(path !== undefined && made !== undefined && { [path]: asMember(kept, path, String(made)) }),
    },
    keysOf: seeds.keysOf,
    now: call.now(),
    seed: `${seed} ${kept.name} ${n}`,
  });
  const record = toStored(kept, visible, { n, parents, key: made });
  return findTaken(scope, record) ?? { record };
}

/** Makes the record that replaces another one. The key, the parents, and what only the server sets stay. */
export function remakeRecord(
  context: OperationContext,
  scope: Scope,
  { sent, before, call }: { sent: VisibleRecord; before: StoredRecord; call: ResourceCall },
): ChangedRecord | Refused {
  const { kept, seeds, seed } = context;
  const { key: path } = kept.rule;
  const n = before[NUMBER] as number;
  const visible = visibleOf(kept, before);
  const key = path === undefined ? undefined : readMember(visible, path);
  const made = completeRecord(kept, {
    sent,
    before: visible,
    request: requestView(context),
    known: { ...knownParents(context, scope), ...(path !== undefined && key !== undefined && { [path]: key }) },
    keysOf: seeds.keysOf,
    now: call.now(),
    seed: `${seed} ${kept.name} ${n}`,
  });
  const record = toStored(kept, made, { n, parents: parentsOf(kept, before), key: storedKeyValue(kept, before) });
  return findTaken(scope, record) ?? { record };
}

/** Refuses a record that has a value which only one may have below its parents, and another one has. */
export function findTaken({ kept, collection, where }: Scope, record: StoredRecord): Refused | undefined {
  for (const path of kept.rule.unique ?? []) {
    const value = readMember(record, path);
    const column = kept.columnOf(path);
    if (value === undefined || value === null) continue;
    const others = column
      ? collection.find([{ key: column.key, is: 'equal', value }, ...where])
      : collection.find([...where]).filter(other => readMember(other, path) === value);
    if (others.some(other => other[NUMBER] !== record[NUMBER])) return refuseTakenValue(kept, path, value);
  }
  return undefined;
}

/** The key that a client chose. Generated clients send 0 and empty texts where they mean none. */
function sentKey({ kept }: OperationContext, sent: VisibleRecord): string | undefined {
  const { key: path } = kept.rule;
  if (path === undefined) return undefined;
  const [first = ''] = path.split('.');
  const isServers = kept.view?.members.get(first)?.readOnly === true || memberView(kept.view, path)?.readOnly === true;
  const key = readMember(sent, path);
  return isServers || !isKey(key) || key === 0 ? undefined : String(key);
}

/**
 * Whether a taken key is refused: where the description has a response for that, or clients have to send one. Else the server
 * chooses the key, since examples of bodies have keys that are taken.
 */
function refusesTaken(context: OperationContext): boolean {
  const { kept, operation } = context;
  const [first = ''] = kept.rule.key?.split('.') ?? [];
  const isRequired = requestView(context)?.members.get(first)?.required === true;
  return isRequired || operation.responses.some(({ status }) => status === '409');
}

/** The members that have the keys of the parents that the request names. */
function knownParents({ kept }: OperationContext, { parents }: Scope): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parents).flatMap(([parent, key]) => {
      const member = kept.rule.parents?.[parent]?.member;
      return member === undefined ? [] : [[member, asMember(kept, member, key)]];
    }),
  );
}

/** The keys of parents that stand in the record. */
function sentParents({ kept }: OperationContext, sent: VisibleRecord): Record<string, string> {
  return Object.fromEntries(
    Object.entries(kept.rule.parents ?? {}).flatMap(([parent, { member }]) => {
      const key = member === undefined ? undefined : readMember(sent, member);
      return isKey(key) ? [[parent, String(key)]] : [];
    }),
  );
}

/** What the body of the request may have of a record. */
function requestView(context: OperationContext): SchemaView | undefined {
  if (!views.has(context)) views.set(context, readRequestView(context));
  return views.get(context);
}

/** A view reads its schema at first use. */
const views = new WeakMap<OperationContext, SchemaView | undefined>();

function readRequestView({ operation, rule }: OperationContext): SchemaView | undefined {
  const contents = operation.body?.contents ?? [];
  const content = contents.find(({ mediaType }) => /\bjson\b/.test(mediaType)) ?? contents[0];
  const view = content?.schema && memberView(new SchemaView(content.schema), rule.request ?? '');
  return view?.types.has('array') ? view.items : view;
}

/** The records in the body of a request: one, or several in a list. */
export function sentRecords({ rule }: OperationContext, { body }: ResourceCall): VisibleRecord[] {
  const sent = readMember(body, rule.request ?? '');
  // a client may leave the envelope out
  const records = sent === undefined && isObject(body) ? body : sent;
  return Array.isArray(records) ? records.filter(isObject) : [isObject(records) ? records : {}];
}
