import { isObject } from '../../kernel/index.js';
import type { StoredRecord } from '../../store/index.js';
import { type FindOther, withFollowers } from '../records/follow.js';
import { equalText, hidesMembers, type Kept, storeKey } from '../records/kept.js';
import { makeKey } from '../records/keys.js';
import { readMember } from '../records/member-path.js';
import { digestSent, secretsOf } from '../records/passwords.js';
import {
  asMember,
  fitsStore,
  isKey,
  numberOf,
  parentsOf,
  parseStored,
  storedKeyValue,
  toStored,
  type VisibleRecord,
  visibleKey,
  visibleOf,
} from '../records/stored.js';
import type { ResourceCall } from '../resource-api.js';
import { completeSent, prepare } from './complete-sent.js';
import { type ChangedRecord, type Refused, refuseKey, refuseTakenKey, refuseTakenValue } from './context/refusing.js';
import type { OperationContext } from './context/resource-context.js';
import { findRecord, type Scope } from './context/scope.js';

/**
 * Makes a new record from what a client sent, and removes those that give way to it. `key` is the key that the request has beside
 * the record.
 */
export function makeRecord(
  context: OperationContext,
  scope: Scope,
  { sent, key, call }: { sent: VisibleRecord; key?: string | undefined; call: ResourceCall },
): ChangedRecord | Refused {
  const { kept, seeds, seed, salt } = context;
  if (key !== undefined && !canHave(kept, key)) return refuseKey(kept, key);
  const chosen = key ?? sentKey(context, sent);
  const found = chosen === undefined ? undefined : findRecord(scope, chosen);
  const displaced = giveWay(context, scope, { sent, found: key === undefined ? found : undefined });
  const isTaken = found !== undefined && !displaced.includes(numberOf(kept, parseStored(found)));
  if (isTaken && (key !== undefined || prepare(context).refusesTaken)) return refuseTakenKey(kept, chosen ?? '');
  const given = isTaken ? undefined : chosen;
  const isHidden = hidesMembers(kept);
  const number = () => call.store.nextId(kept.storeName, isHidden ? 1 : prepare(context).lowestKey);
  const n = given === undefined || isHidden ? number() : Number(given);
  const made = given ?? (isHidden ? newKey() : n);
  const parents = { ...sentParents(context, sent), ...scope.parents };
  const written = withPasswords(kept.rule, withFollowers(kept.rule, sent, { findOther: findOther(context, call) }));
  const digested = digestSent(kept, written, { seed: salt, id: made ?? n, isNew: true });
  const visible = completeSent(context, scope, { sent: digested.sent, key: made, n, call });
  const record = toStored(kept, visible, { n, parents, key: made, secrets: digested.secrets });
  const taken = findTaken(scope, record, displaced);
  if (taken) return taken;
  for (const number of new Set(displaced)) scope.collection.remove(storeKey(kept, number));
  // where its schema does not allow the key, the record got another one
  const isSecond = scope.collection.bytes(storeKey(kept, numberOf(kept, record))) !== undefined;
  return isSecond ? refuseTakenKey(kept, String(numberOf(kept, record))) : { record };

  function newKey(): string | number | undefined {
    const isTaken = (key: string) => findRecord(scope, key) !== undefined;
    return makeKey(kept, { seed, n, first: seeds.firstKey(kept.name), record: sent, isTaken });
  }
}

/** A new record without a password has the usual one. */
function withPasswords({ passwords, defaults = {} }: Kept['rule'], sent: VisibleRecord): VisibleRecord {
  if (!passwords) return sent;
  const missing = Object.keys(passwords).filter(name => sent[name] === undefined && Object.hasOwn(defaults, name));
  return missing.length === 0 ? sent : { ...sent, ...Object.fromEntries(missing.map(name => [name, defaults[name]])) };
}

/** Finds records of other collections, for members that follow them. */
export function findOther({ collections, seeds }: OperationContext, { store }: ResourceCall): FindOther {
  return (collection, key) => {
    const other = collections.get(collection);
    if (!other || !isKey(key)) return undefined;
    seeds.seed(store, collection);
    const records = store.collection(other.storeName);
    if (typeof key === 'number' && other.keyColumn === other.number) return records.get(key);
    return records.find([equalText(other, other.keyColumn, String(key))])[0];
  };
}

/** Whether a record can have a key that stands beside it in a request, and be found by it. */
function canHave(kept: Kept, text: string): boolean {
  const key = asMember(kept, kept.rule.key ?? '', text);
  return hidesMembers(kept) || (fitsStore(kept, key) && String(key) === text);
}

/** Makes the record that replaces another one. The key, the parents, and what only the server sets stay. */
export function remakeRecord(
  context: OperationContext,
  scope: Scope,
  { sent, before, call }: { sent: VisibleRecord; before: StoredRecord; call: ResourceCall },
): ChangedRecord | Refused {
  const { kept, salt } = context;
  const n = numberOf(kept, before);
  const visible = visibleOf(kept, before);
  const key = storedKeyValue(kept, before);
  const digested = digestSent(kept, sent, { seed: salt, id: key });
  const made = completeSent(context, scope, {
    sent: digested.sent,
    before: visible,
    key: visibleKey(kept, visible),
    n,
    call,
  });
  const secrets = { ...secretsOf(kept, before), ...digested.secrets };
  const record = toStored(kept, made, { n, parents: parentsOf(kept, before), key, secrets });
  return findTaken(scope, record) ?? { record };
}

/** Refuses a record that has a value which only one may have below its parents, and another one has. */
export function findTaken(scope: Scope, record: StoredRecord, displaced: readonly number[] = []): Refused | undefined {
  const { kept } = scope;
  for (const path of kept.rule.unique ?? []) {
    const value = readMember(record, path);
    const others = findWith(scope, path, value).filter(
      other => numberOf(kept, other) !== numberOf(kept, record) && !displaced.includes(numberOf(kept, other)),
    );
    if (others.length > 0) return refuseTakenValue(kept, path, value);
  }
  return undefined;
}

function findWith({ kept, collection, where }: Scope, path: string, value: unknown): StoredRecord[] {
  if (value === undefined || value === null) return [];
  const column = kept.columnOf(path);
  return column
    ? collection.find([{ key: column.key, is: 'equal', value }, ...where])
    : collection.find([...where]).filter(other => readMember(other, path) === value);
}

/**
 * The numbers of the starting records that give way to a new one: examples of the description that nothing has changed, with the
 * key or a unique value of the new one. Clients send the same examples, and expect them back.
 */
function giveWay(
  { kept, seeds }: OperationContext,
  scope: Scope,
  { sent, found }: { sent: VisibleRecord; found: Uint8Array | undefined },
): number[] {
  const sameValues = (kept.rule.unique ?? []).flatMap(path => findWith(scope, path, readMember(sent, path)));
  return [...(found ? [parseStored(found)] : []), ...sameValues]
    .filter(record => seeds.isExample(kept.name, record))
    .map(record => numberOf(kept, record));
}

/** The key that a client chose. Generated clients send 0 and empty texts where they mean none. */
function sentKey(context: OperationContext, sent: VisibleRecord): string | undefined {
  const key = prepare(context).takesKeys ? visibleKey(context.kept, sent) : undefined;
  return key === undefined || key === 0 ? undefined : String(key);
}

/** The keys of parents that stand in the record. */
function sentParents({ kept }: OperationContext, sent: VisibleRecord): Record<string, string> {
  const { parents } = kept.rule;
  if (!parents) return {};
  return Object.fromEntries(
    Object.entries(parents).flatMap(([parent, { member }]) => {
      const key = member === undefined ? undefined : readMember(sent, member);
      return isKey(key) ? [[parent, String(key)]] : [];
    }),
  );
}

/** The records in the body of a request: one, or several in a list. */
export function sentRecords({ rule }: OperationContext, { body }: ResourceCall): VisibleRecord[] {
  const sent = readMember(body, rule.request ?? '');
  // a client may leave the envelope out
  const records = sent === undefined && isObject(body) ? body : sent;
  return Array.isArray(records) ? records.filter(isObject) : [isObject(records) ? records : {}];
}
