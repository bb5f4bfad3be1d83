import { isDeepStrictEqual } from 'node:util';
import type { Condition, StoredRecord } from '../../store/index.js';
import { addRecord, removeRecord } from '../perform/add-remove.js';
import { changeRecord } from '../perform/change-record.js';
import { type ChangedRecord, type Refused, RefusedByApi } from '../perform/context/refusing.js';
import type { OperationContext } from '../perform/context/resource-context.js';
import { findRecord, findSingleton, listScope, type Scope, scopeBelow } from '../perform/context/scope.js';
import { makeRecord, remakeRecord } from '../perform/make-record.js';
import { applyMergePatch } from '../perform/patch.js';
import type { Kept } from '../records/kept.js';
import { readMember } from '../records/member-path.js';
import { parseStored, type VisibleRecord, visibleKey, visibleOf } from '../records/stored.js';
import type { ResourceCall } from '../resource-api.js';
import type { CollectionRecords, OwnParents, OwnRecord } from './own-handlers.js';

/** The records of a collection as a handler reads and changes them, in the transaction of its request. */
export function createCollectionRecords(context: OperationContext, call: ResourceCall): CollectionRecords {
  const { kept } = context;
  const { singleton } = kept.rule;
  return {
    list(where = {}, parents) {
      const scope = open(parents);
      return listStored(scope, where)
        .map(bytes => visibleOf(kept, parseStored(bytes)))
        .filter(record =>
          Object.entries(where).every(([name, value]) => isDeepStrictEqual(readMember(record, name), value)),
        );
    },
    get(key, parents) {
      const before = find(open(parents), key);
      return before && visibleOf(kept, before);
    },
    create(value, parents) {
      const scope = open(parents);
      const key = visibleKey(kept, value);
      const made = accept(
        makeRecord(context, scope, { sent: value, key: key === undefined ? key : String(key), call }),
      );
      const record = setMembers(scope, made, { ...visibleOf(kept, made), ...value }, value);
      addRecord(scope, record);
      return visibleOf(kept, record);
    },
    update(key, changes, parents) {
      const scope = open(parents);
      const before = find(scope, key);
      if (!before) return undefined;
      const patched = applyMergePatch(visibleOf(kept, before), changes, { view: kept.view, isStrict: false });
      return replaceWith(scope, before, patched, changes);
    },
    replace(key, value, parents) {
      const scope = open(parents);
      const before = find(scope, key);
      if (!before) return undefined;
      const remade = accept(remakeRecord(context, scope, { sent: value, before, call }));
      return replaceWith(scope, remade, { ...visibleOf(kept, remade), ...value }, value);
    },
    delete(key, parents) {
      const record = find(open(parents), key);
      if (record) removeRecord(context, { kept, record, store: call.store });
      return record !== undefined;
    },
  };

  function open(parents: OwnParents = {}): Scope {
    for (const name of Object.keys(parents)) {
      if (!Object.hasOwn(kept.rule.parents ?? {}, name)) throw new Error(`${kept.name} has no parent ${name}`);
    }
    const keys = Object.fromEntries(Object.entries(parents).map(([name, key]) => [name, String(key)]));
    return scopeBelow(context, { parents: keys, store: call.store });
  }

  function listStored(scope: Scope, where: OwnRecord): Uint8Array[] {
    if (!singleton) return [...listScope({ ...scope, where: [...scope.where, ...equalConditions(kept, where)] })];
    const only = findSingleton(context, scope, call);
    return only ? [only] : [];
  }

  function find(scope: Scope, key: string | number): StoredRecord | undefined {
    const bytes = singleton ? findSingleton(context, scope, call) : findRecord(scope, String(key));
    return bytes && parseStored(bytes);
  }

  function replaceWith(scope: Scope, before: StoredRecord, visible: VisibleRecord, changes: OwnRecord): OwnRecord {
    const record = setMembers(scope, before, visible, changes);
    scope.collection.replace(record);
    return visibleOf(kept, record);
  }

  /** A record with members that a handler sets: unlike a client, it also sets those that only the server sets. */
  function setMembers(scope: Scope, before: StoredRecord, members: VisibleRecord, changes: OwnRecord): StoredRecord {
    return accept(changeRecord(context, scope, { before, visible: members, call, changed: Object.keys(changes) }));
  }
}

/** The conditions with which the store finds fewer records. Those of other members are compared one by one. */
function equalConditions(kept: Kept, where: OwnRecord): Condition[] {
  return Object.entries(where).flatMap(([name, value]): Condition[] => {
    const column = kept.columnOf(name);
    const isText = column?.kind === 'text' && typeof value === 'string';
    const isNumber = column?.kind === 'number' && typeof value === 'number';
    return column && (isText || isNumber) ? [{ key: column.key, is: 'equal', value }] : [];
  });
}

/** Throws where the API refuses a value that is taken, and for a record that its schema does not allow. */
function accept(result: ChangedRecord | Refused): StoredRecord {
  if ('record' in result) return result.record;
  throw result.refusal.statuses[0] === 409 ? new RefusedByApi(result) : new Error(result.refusal.message);
}
