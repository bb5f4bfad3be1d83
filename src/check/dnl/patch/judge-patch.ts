import type { TargetExchange } from '../../../target/index.js';
import { contains } from '../../described/meant/records/members.js';
import { asObject, type Finding, fails, formatValue, inconclusive, parseSentBody, passes } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { findChangedKey, formatField, readUpdated, type User } from '../users/user.js';
import { findPatch, usersRead } from './scoped-patch.js';

/** Keys that may change when another one is sent. */
const FOLLOWING: Readonly<Record<string, readonly string[]>> = {
  role_id: ['role_name'],
  client: ['carrier_name', 'client'],
  client_id: ['carrier_name', 'client'],
  passwd: ['passwd'],
};

/** The users that a patch must change, and the statements by which it is judged. */
type PatchExpectation = {
  /** Whether the patch finds a user, as the user was before. */
  finds(user: User): boolean;
  /** The statements about which users it finds, and how many. */
  found: readonly string[];
  /** The statements about the new values; those of the fields if absent. */
  changed?: readonly string[];
};

type Patched = { before: readonly User[]; after: ReadonlyMap<number, User>; sent: Record<string, unknown>; at: number };

/**
 * Judges a patch by the users before and after it: `updated` is the number of users that were found, all of them have the
 * values that were sent, and nothing else has changed in any user. A patch that finds more users is the last of its run.
 */
export function judgePatch(exchanges: readonly TargetExchange[], known: Knowledge, law: PatchExpectation): Finding[] {
  const at = findPatch(exchanges);
  const before = usersRead(exchanges, 'before');
  const after = new Map(usersRead(exchanges, 'after').map(user => [user.user_id, user]));
  const sent = parseSentBody(exchanges[at]);
  const updated = exchanges[at]?.response?.status === 404 ? 0 : readUpdated(exchanges[at]);
  if (updated === undefined) return law.found.map(id => inconclusive(id, 'The response has no number of users.'));
  const found = before.filter(law.finds);
  if (updated > found.length) known.patching = 'halted';
  if (updated !== found.length) {
    const expected = `${found.length}, as counted before`;
    return law.found.map(id => fails(id, { message: COUNTED, expected, got: String(updated), at }));
  }
  if (before.some(({ user_id }) => !after.has(user_id))) {
    return law.found.map(id => inconclusive(id, 'An own user could not be read after the patch.'));
  }
  const patched = { before, after, sent, at };
  const bystander = judgeBystanders(patched, law);
  if (bystander.length > 0) {
    known.patching = 'halted';
    return bystander;
  }
  if (found.length === 0) return law.found.map(id => passes(id, { at }));
  const about = law.changed ?? Object.keys(sent).map(field => `patch-all.body.${field}`);
  const wrong = [...judgeLostFields(patched, found, about), ...judgeOtherFields(patched, found, about)];
  if (wrong.length > 0) return wrong;
  const inner = law.changed ? [] : listInnerStatements(patched, found);
  return [...law.found, ...about, ...inner].map(id => passes(id, { at }));
}

const COUNTED = 'updated is not the number of users found.';

/** Users that were not found must not change. */
function judgeBystanders({ before, after, at }: Patched, { finds, found }: PatchExpectation): Finding[] {
  for (const user of before.filter(user => !finds(user))) {
    const now = after.get(user.user_id) ?? user;
    const key = findChangedKey(user, now);
    if (key === undefined) continue;
    const message = `${key} has changed in a user that the filters do not find.`;
    return found.map(id =>
      fails(id, { message, expected: formatField(key, user[key]), got: formatField(key, now[key]), at }),
    );
  }
  return [];
}

/** Sent fields that are wrong in some of the found users. */
function judgeLostFields({ after, sent, at }: Patched, found: readonly User[], about: readonly string[]): Finding[] {
  return Object.entries(sent).flatMap(([field, value]) => {
    const lost = found.find(user => !isKept(field, value, after.get(user.user_id)?.[field]));
    if (!lost) return [];
    const statement = `patch-all.body.${field}`;
    const got = formatField(field, after.get(lost.user_id)?.[field]);
    const more = { message: `${field} is not what was sent.`, expected: formatValue(value), got, at, parameter: field };
    return (about.includes(statement) ? [statement] : about).map(id => fails(id, more));
  });
}

/** Fields that have changed in the found users although they were not sent. */
function judgeOtherFields({ after, sent, at }: Patched, found: readonly User[], about: readonly string[]): Finding[] {
  for (const user of found) {
    const now = after.get(user.user_id) ?? user;
    const key = findChangedKey(user, now, listFollowing(Object.keys(sent)));
    if (key === undefined) continue;
    const message = `${key} was not sent, but has changed.`;
    return about.map(id =>
      fails(id, { message, expected: formatField(key, user[key]), got: formatField(key, now[key]), at }),
    );
  }
  return [];
}

function isKept(field: string, sent: unknown, is: unknown): boolean {
  // another check judges its form; a target may show the same digest for all users
  if (field === 'passwd') return true;
  if (field === 'client' && (is === null || typeof is === 'string')) return true;
  // the printed example sends a word for a boolean
  return contains(is, sent) || (typeof is === 'boolean' && String(is) === sent);
}

/** The fields that may change when some fields are sent. */
function listFollowing(sent: readonly string[]): string[] {
  return [...sent, ...sent.flatMap(field => FOLLOWING[field] ?? [])];
}

/** The statements about inner fields that were sent and are in the response: `patch-all.body.auth_ip.ip`. */
function listInnerStatements({ after, sent }: Patched, found: readonly User[]): string[] {
  return Object.entries(sent).flatMap(([field, value]) => {
    const read = after.get(found[0]?.user_id ?? 0)?.[field];
    if (read === null || typeof read !== 'object') return [];
    const objects = [value]
      .flat()
      .map(asObject)
      .filter(object => object !== undefined);
    return [...new Set(objects.flatMap(object => Object.keys(object)))].map(key => `patch-all.body.${field}.${key}`);
  });
}
