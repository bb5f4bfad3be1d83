import type { Condition, StoredRecord } from '../../store/index.js';
import { isAdmitted, type LogInRule, TOKEN_SECONDS } from '../authentication-rules.js';
import { storeKey } from '../records/kept.js';
import { memberView, readMember, writeMember } from '../records/member-path.js';
import { hasPassword } from '../records/passwords.js';
import { numberOf, parseStored, visibleOf } from '../records/stored.js';
import { formatTime } from '../records/times.js';
import type { ResourceCall, ResourceResponse } from '../resource-api.js';
import { changeRecord } from './change-record.js';
import type { Refused } from './context/refusing.js';
import type { OperationContext } from './context/resource-context.js';
import { openScope, type Scope } from './context/scope.js';
import { createFinish } from './respond/finish.js';

/** With how many records of the same name a password is compared. */
const MAX_NAMESAKES = 100;

/** Handles an operation that logs a caller in: it finds the record by a name and a password, and responds with a token. */
export function createLogIn(context: OperationContext): (call: ResourceCall) => ResourceResponse {
  const { kept, rule, resources } = context;
  const { authentication = {} } = resources;
  const { by, password, who = authentication.admits ?? {}, times = [], addresses = [] } = rule.logIn ?? NO_RULE;
  const names = Object.entries(by);
  const finish = createFinish(context, [200, 201]);
  return call => {
    const scope = openScope(context, call);
    if ('refusal' in scope) return scope;
    const sent = names.findLast(([name]) => readMember(call.body, name) !== undefined);
    if (!sent) return refuseLogIn;
    const [name, members] = sent;
    const value = readMember(call.body, name);
    const isRight = (record: StoredRecord) =>
      password === undefined || hasPassword(kept, record, String(readMember(call.body, password)));
    const found = members
      .flatMap(member => findNamesakes(scope, { member, value, who }))
      .find(record => isAdmitted(record, who) && isRight(record));
    if (!found) return refuseLogIn;
    const record = recordVisit(scope, found, call);
    return finish(scope, call, [record], {
      token: call.issueToken?.(storeKey(kept, numberOf(kept, record))),
      seconds: authentication.seconds ?? TOKEN_SECONDS,
    });
  };

  /** The record with the time and the address of the log-in, and with what the rule sets. */
  function recordVisit(scope: Scope, found: StoredRecord, call: ResourceCall): StoredRecord {
    const sets: [path: string, value: unknown][] = [
      ...times.map((path): [string, unknown] => [
        path,
        formatTime(call.now(), memberView(kept.view, path), kept.rule.timeLike),
      ]),
      ...addresses.map((path): [string, unknown] => [path, call.address ?? null]),
      ...Object.entries(rule.sets ?? {}),
    ];
    if (sets.length === 0) return found;
    const visible = sets.reduce<unknown>((all, [path, value]) => writeMember(all, path, value), visibleOf(kept, found));
    const changed = changeRecord(context, scope, { before: found, visible: visible as StoredRecord, call });
    // a caller may log in also where the schema does not allow what is recorded
    if ('refusal' in changed) return found;
    scope.collection.replace(changed.record);
    return changed.record;
  }
}

const NO_RULE: LogInRule = { by: {} };

const refuseLogIn: Refused = {
  refusal: { reason: 'wrong-log-in', statuses: [401, 403, 422, 400], message: 'The name or the password is wrong.' },
};

type Wanted = { member: string; value: unknown; who: Readonly<Record<string, unknown>> };

/** The records with a name, in the order of their creation. */
function findNamesakes({ kept, collection, where }: Scope, { member, value, who }: Wanted): StoredRecord[] {
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  const column = kept.columnOf(member);
  const conditions: Condition[] = Object.entries(who).flatMap(([name, wanted]) => {
    const known = kept.columnOf(name);
    return known ? [{ key: known.key, is: 'equal', value: wanted }] : [];
  });
  if (column) conditions.push({ key: column.key, is: 'equal', value });
  const { records } = collection.page({
    where: [...where, ...conditions],
    order: { key: kept.number, direction: 'ascending' },
    offset: 0,
    limit: column ? MAX_NAMESAKES : Number.MAX_SAFE_INTEGER,
  });
  const found = [...records].map(parseStored);
  return column ? found : found.filter(record => readMember(record, member) === value);
}
