import { isPasswordDigest } from '../../kernel/index.js';
import type { RecordCompleter } from '../definition.js';
import { BLANK_USER } from './create-user.js';
import { changeOf } from './user-input.js';

/** Given records have no seed of their own: their digests follow from their ids. */
const SEED = 0;

const NAMES = Object.keys(BLANK_USER);

/** Makes whole users of those that somebody gives, as of a created one without an agent; without a password it is the login id. */
export const completeUser: RecordCompleter = record => {
  if (isPasswordDigest(record.password) && NAMES.every(name => name in record)) return record;
  const user: Record<string, unknown> = { ...BLANK_USER, password: record.login_id ?? '', ...record };
  const { id, password, ...variables } = user;
  const isClear = typeof password === 'string' && !isPasswordDigest(password);
  const written = isClear ? { ...variables, password } : variables;
  return { ...user, ...changeOf(written, { seed: SEED, id: String(id) }) };
};
