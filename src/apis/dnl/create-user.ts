import type { DnlUser } from '../../fake/index.js';
import { formatInstant } from '../../kernel/index.js';
import type { Handler, RequestIssue } from '../../server/index.js';
import type { DnlContext } from './context.js';
import { changeOf, isNameTaken, passwdOf, withoutKnownTypes } from './user-input.js';

/** `POST /user/create`: adds a user and answers its id (dnl-user-create). */
export function createUser({ contract, readings, refusals, seed }: DnlContext): Handler {
  const blank = blankUser(contract);
  const { required } = readings.value<{ required: string[] }>('create-required');
  return {
    validate(call, found) {
      if (found.some(({ place, path }) => place === 'body' && path.length === 0)) return found;
      const missing = required.filter(field => !(field in call.body)).map(missingFlaw);
      return [...withoutKnownTypes(found, readings), ...missing];
    },
    respond(call) {
      const { body, principal, store, now } = call;
      if (readings.choice('duplicate-name') === 'refuse' && isNameTaken(store, { name: body.name, by: [] })) {
        return refusals.validation([{ place: 'body', path: ['name'], expected: 'unique' }]);
      }
      const id = store.nextId('dnl.users');
      store.collection('dnl.users').add({
        ...blank,
        ...changeOf(call),
        user_id: id,
        passwd: passwdOf(body.passwd ?? '', { seed, id }),
        create_user_id: principal.userId,
        create_time: formatInstant(now()),
      });
      return { status: 200, json: JSON.stringify({ object_id: id, success: true }) };
    },
  };
}

/** The least a user can be, where the reading create-required does not ask for its type. */
const DEFAULT_TYPE = 'client';

/** A user of whom nothing is known but the documented defaults: its keys in the order of the schema, the rest null. */
export function blankUser({ schema, rulings }: DnlContext['contract']): DnlUser {
  const { seen, ruled } = rulings.defaults as Record<'seen' | 'ruled', Record<string, unknown>>;
  const defaults: Record<string, unknown> = { ...seen, ...ruled, user_type: DEFAULT_TYPE };
  const keys = Object.keys(schema('user').properties as object);
  return Object.fromEntries(keys.map(key => [key, defaults[key] ?? null])) as DnlUser;
}

function missingFlaw(field: string): RequestIssue {
  return { place: 'body', path: [field], expected: 'required' };
}
