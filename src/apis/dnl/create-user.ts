import type { Contract } from '../../contract/index.js';
import { digestPassword, formatInstant, isObject, isPasswordDigest } from '../../kernel/index.js';
import type { Handler, RequestIssue } from '../../server/index.js';
import type { RecordCompleter } from '../definition/api-definition.js';
import type { DnlUser } from '../record-types.js';
import type { DnlContext } from './context.js';
import { dnlRoles } from './seed/belonging.js';
import { SEED_NOW } from './seed/visit.js';
import { digestPasswd, isNameTaken, toChange, withoutKnownTypes } from './user-input.js';

/** `POST /user/create`: creates a user and returns its id (dnl-user-create). */
export function createUser({ contract, readings, rules, seed }: DnlContext): Handler {
  const blank = blankUser(contract);
  const { required } = readings.value<{ required: string[] }>('create-required');
  return {
    validate(call, found) {
      if (found.some(({ place, path }) => place === 'body' && path.length === 0)) return found;
      const missing = required.filter(field => !(field in call.body)).map(createMissingIssue);
      return [...withoutKnownTypes(found, readings), ...missing];
    },
    respond(call) {
      const { operation, body, principal, store, now } = call;
      if (readings.choice('duplicate-name') === 'refuse' && isNameTaken(store, { name: body.name, by: [] })) {
        return rules.refuseIssues([{ place: 'body', path: ['name'], expected: 'unique' }], operation);
      }
      const id = store.nextId('dnl.users');
      store.collection('dnl.users').add({
        ...blank,
        ...toChange(call),
        user_id: id,
        passwd: digestPasswd(body.passwd ?? '', { seed, id }),
        create_user_id: principal.userId,
        create_time: formatInstant(now()),
      });
      return { status: 200, body: JSON.stringify({ object_id: id, success: true }) };
    },
  };
}

/** The type with the fewest permissions, if the reading create-required does not require one. */
const DEFAULT_TYPE = 'client';

/** A user with the documented defaults and otherwise null; the keys have the order of the schema. */
function blankUser({ schema, rulings }: DnlContext['contract']): DnlUser {
  const { seen, ruled } = rulings.defaults as Record<'seen' | 'ruled', Record<string, unknown>>;
  const defaults: Record<string, unknown> = { ...seen, ...ruled, user_type: DEFAULT_TYPE };
  const keys = Object.keys(schema('user').properties as object);
  return Object.fromEntries(keys.map(key => [key, defaults[key] ?? null])) as DnlUser;
}

function createMissingIssue(field: string): RequestIssue {
  return { place: 'body', path: [field], expected: 'required' };
}

/** Given records have no seed, so their digests depend only on their ids. */
const SEED = 0;

/**
 * Completes given users: defaults as for created ones, the time of the seed, the names of role and carrier, and the digest
 * of the password. A missing password becomes the user's name.
 */
export function completeUser(contract: Contract): RecordCompleter {
  const blank = blankUser(contract);
  const names = Object.keys(blank);
  const roleNames = new Map(dnlRoles().map(({ role_id, role_name }) => [role_id as unknown, role_name]));
  return record => {
    if (isPasswordDigest(record.passwd) && names.every(name => name in record)) return record;
    const { user_id, name, passwd = String(name ?? ''), role_id, client } = record;
    return {
      ...blank,
      create_time: SEED_NOW,
      role_name: roleNames.get(role_id) ?? blank.role_name,
      carrier_name: (isObject(client) && client.carrier_name) || null,
      ...record,
      passwd:
        typeof passwd === 'string' && !isPasswordDigest(passwd)
          ? digestPassword(passwd, { seed: SEED, id: String(user_id) })
          : passwd,
    };
  };
}
