import { isObject } from '../../kernel/index.js';
import { keepAs } from '../records/keep-as.js';
import { equalText } from '../records/kept.js';
import { readMember } from '../records/member-path.js';
import { isKey, type VisibleRecord, visibleKey } from '../records/stored.js';
import type { ResourceCall } from '../resource-api.js';
import { prepare } from './complete-sent.js';
import type { OperationContext } from './context/resource-context.js';

/** The records in the body of a request: one, or several in a list. */
export function sentRecords({ rule }: OperationContext, { body }: ResourceCall): VisibleRecord[] {
  const sent = readMember(body, rule.request ?? '');
  // a client may leave the envelope out
  const records = sent === undefined && isObject(body) ? body : sent;
  return Array.isArray(records) ? records.filter(isObject) : [isObject(records) ? records : {}];
}

/** The key that a client chose. Generated clients send 0 and empty texts where they mean none. */
export function sentKey(context: OperationContext, sent: VisibleRecord): string | undefined {
  const key = prepare(context).takesKeys ? visibleKey(context.kept, sent) : undefined;
  return key === undefined || key === 0 ? undefined : String(key);
}

/** The keys of parents that stand in the record. */
export function sentParents({ kept }: OperationContext, sent: VisibleRecord): Record<string, string> {
  const { parents } = kept.rule;
  if (!parents) return {};
  return Object.fromEntries(
    Object.entries(parents).flatMap(([parent, { member }]) => {
      const key = member === undefined ? undefined : readMember(sent, member);
      return isKey(key) ? [[parent, String(key)]] : [];
    }),
  );
}

/** What a client sent, in the form in which it is kept, with the members that follow it. */
export function writeSent(context: OperationContext, call: ResourceCall, sent: VisibleRecord): VisibleRecord {
  const written = keepAs(context.kept.rule, sent);
  return { ...written, ...followSent(context, call, written) };
}

/** The members that follow what a client sent. */
export function followSent(
  { kept, collections, seeds }: OperationContext,
  { store }: ResourceCall,
  sent: VisibleRecord,
): VisibleRecord {
  return kept.follow(sent, { findOther });

  function findOther(collection: string, key: unknown): VisibleRecord | undefined {
    const other = collections.get(collection);
    if (!other || !isKey(key)) return undefined;
    seeds.seed(store, collection);
    const records = store.collection(other.storeName);
    if (typeof key === 'number' && other.keyColumn === other.number) return records.get(key);
    return records.find([equalText(other, other.keyColumn, String(key))])[0];
  }
}
