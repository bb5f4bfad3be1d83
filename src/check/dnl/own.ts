import type { Known } from './known.js';
import type { User } from './user.js';

/** What the run has sent to create an own user. */
export type Own = { name: string; email: string };

/**
 * Whether an id can be that of a user whom the run has created: nobody had it before. Where not everyone could be read, it
 * has to be higher than any that was seen.
 */
export function isNewId(id: number, { before }: Known): boolean {
  return before !== undefined && !before.ids.has(id) && (before.complete || id > before.highest);
}

/** Whether several creates were answered with one id. */
export function isShared(id: number, { created }: Known): boolean {
  return created.filter(one => one.id === id).length > 1;
}

/** The ids that were there before the run created anybody. */
export type IdsBefore = { ids: ReadonlySet<number>; complete: boolean; highest: number };

/** Whether a user is proved to be the run's own: it has the name that was sent for this very id, or one sent later. */
export function isOwn({ user_id, name }: User, { own, renamed }: Known): boolean {
  const sent = own.get(user_id);
  return sent !== undefined && (name === sent.name || (typeof name === 'string' && renamed.has(name)));
}
