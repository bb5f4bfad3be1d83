import { isObject } from '../../kernel/index.js';
import type { StoredRecord } from '../../store/index.js';
import { keepDeclared } from '../records/declared.js';
import { keepAs } from '../records/keep-as.js';
import type { Kept } from '../records/kept.js';
import { memberView, readMember, writeMember } from '../records/member-path.js';
import { digestSent, type Secrets, secretsOf } from '../records/passwords.js';
import {
  numberOf,
  parentsOf,
  storedKeyValue,
  toStored,
  type VisibleRecord,
  visibleKey,
  visibleOf,
  withKey,
} from '../records/stored.js';
import { formatTime } from '../records/times.js';
import type { ResourceCall } from '../resource-api.js';
import { type ChangedRecord, type Refused, refuseInvalid, refusePatch } from './context/refusing.js';
import type { OperationContext } from './context/resource-context.js';
import type { Scope } from './context/scope.js';
import { findTaken } from './find-taken.js';
import { applyJsonPatch, applyMergePatch, isJsonPatch, isMergePatch, type Patched } from './patch.js';
import { applyScimPatch, readScimOperations } from './scim-patch.js';
import { followSent } from './sent-records.js';

/** The record that the patch in the body of a request makes of another one. Refuses what its schema does not allow. */
export function patchRecord(
  context: OperationContext,
  scope: Scope,
  { before, call, body }: { before: StoredRecord; call: ResourceCall; body: unknown },
): ChangedRecord | Refused {
  const { kept, salt } = context;
  const visible = visibleOf(kept, before);
  const followers = isObject(body) ? followSent(context, call, body) : {};
  const digested = isObject(body)
    ? digestSent(kept, body, { seed: salt, id: storedKeyValue(kept, before) })
    : { sent: body, secrets: {} };
  const patched = applyPatch(visible, { body: digested.sent, kept, headers: call.headers });
  if ('failure' in patched) return refusePatch(patched.failure);
  return changeRecord(context, scope, {
    before,
    // also those that only the server sets
    visible: { ...keepServers(context, visible, keepAs(kept.rule, patched.record)), ...followers },
    call,
    changed: patched.changed,
    secrets: digested.secrets,
  });
}

/** A stored record with other visible members: valid, with the same key, and with the time of the change. */
export function changeRecord(
  { kept }: OperationContext,
  scope: Scope,
  {
    before,
    visible,
    call,
    changed = [],
    secrets = {},
  }: {
    before: StoredRecord;
    visible: VisibleRecord;
    call: ResourceCall;
    changed?: readonly string[];
    secrets?: Secrets;
  },
): ChangedRecord | Refused {
  const timed = setUpdated(withKey(kept, visible, visibleKey(kept, visibleOf(kept, before))));
  const issues = kept.view?.schema.validate(timed) ?? [];
  if (issues.length > 0) return refuseInvalid(issues);
  const n = numberOf(kept, before);
  const record = toStored(kept, timed, {
    n,
    parents: parentsOf(kept, { ...before, ...timed }),
    key: storedKeyValue(kept, before),
    secrets: { ...secretsOf(kept, before), ...secrets },
  });
  return findTaken(scope, record) ?? { record };

  function setUpdated(record: VisibleRecord): VisibleRecord {
    const paths = (kept.rule.updated ?? []).filter(
      path => readMember(record, path) !== undefined && !changed.includes(path),
    );
    return paths.reduce<unknown>(
      (all, path) => writeMember(all, path, formatTime(call.now(), memberView(kept.view, path), kept.rule.timeLike)),
      record,
    ) as VisibleRecord;
  }
}

type Patch = { body: unknown; kept: Kept; headers: ResourceCall['headers'] };

function applyPatch(record: VisibleRecord, { body, kept, headers }: Patch): Patched {
  if (isJsonPatch(headers)) return applyJsonPatch(record, body);
  const operations = kept.view?.members.has('Operations') ? undefined : readScimOperations(body);
  if (operations) return applyScimPatch(record, operations);
  const patch = isObject(body) ? body : {};
  const merged = applyMergePatch(record, patch, { view: kept.view, isStrict: isMergePatch(headers) });
  return { record: merged, changed: Object.keys(patch) };
}

/** A patched record in which the members that only the server sets are as they were. */
function keepServers({ kept }: OperationContext, before: VisibleRecord, patched: VisibleRecord): VisibleRecord {
  const members = kept.view?.members;
  const names = new Set([...Object.keys(before), ...Object.keys(patched)]);
  const isServers = (name: string) => members?.get(name)?.readOnly === true;
  const entries = [...names].flatMap(name => {
    const source = isServers(name) ? before : patched;
    return Object.hasOwn(source, name) ? [[name, source[name]] as const] : [];
  });
  return keepDeclared(Object.fromEntries(entries), kept.view) as VisibleRecord;
}
