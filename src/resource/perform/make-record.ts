import type { StoredRecord } from '../../store/index.js';
import { keepAs } from '../records/keep-as.js';
import { hidesMembers, type Kept, storeKey } from '../records/kept.js';
import { makeKey } from '../records/keys.js';
import { digestNew, digestSent, secretsOf } from '../records/passwords.js';
import {
  asMember,
  fitsStore,
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
import { type ChangedRecord, type Refused, refuseKey, refuseTakenKey } from './context/refusing.js';
import type { OperationContext } from './context/resource-context.js';
import { findRecord, type Scope } from './context/scope.js';
import { findDisplaced, findTaken } from './find-taken.js';
import { followSent, sentKey, sentParents, writeSent } from './sent-records.js';

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
  const displaced = findDisplaced(context, scope, { sent, found: key === undefined ? found : undefined });
  const isTaken = found !== undefined && !displaced.includes(numberOf(kept, parseStored(found)));
  if (isTaken && (key !== undefined || prepare(context).refusesTaken)) return refuseTakenKey(kept, chosen ?? '');
  const given = isTaken ? undefined : chosen;
  const isHidden = hidesMembers(kept);
  const number = () => call.store.nextId(kept.storeName, isHidden ? 1 : prepare(context).lowestKey);
  const n = given === undefined || isHidden ? number() : Number(given);
  const made = given ?? (isHidden ? newKey() : n);
  const parents = { ...sentParents(context, sent), ...scope.parents };
  const written = keepAs(kept.rule, sent);
  // no object is spread here: that took a tenth of the CPU time of a creation
  const { sent: shown, digests, secrets } = digestNew(kept, written, { seed: salt, id: made ?? n });
  const set = [followSent(context, call, written), digests];
  const visible = completeSent(context, scope, { sent: shown, set, key: made, n, call });
  const record = toStored(kept, visible, { n, parents, key: made, secrets });
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
  const digested = digestSent(kept, writeSent(context, call, sent), { seed: salt, id: key });
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
