import type { Contract } from '../../contract/index.js';
import { dnlRoles, SEED_NOW } from '../../fake/index.js';
import { digestPassword, isObject, isPasswordDigest } from '../../kernel/index.js';
import type { RecordCompleter } from '../definition.js';
import { blankUser } from './create-user.js';

/** Given records have no seed of their own: their digests follow from their ids. */
const SEED = 0;

/**
 * What makes whole users of those that somebody gives: defaults as of a created one, the time of the seed, the role's and the
 * carrier's name, and the digest of a password, which without one is the user's name.
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
