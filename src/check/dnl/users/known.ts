import { parseInstant } from '../../../kernel/index.js';
import type { CaseContext } from '../../model/case.js';
import type { User } from './user.js';

/** One whom the run has created, or may have: the name that was sent, and the id that was answered, if it is one. */
export type Created = { id: number | undefined; name: unknown; isCertain: boolean };

/** What is known of a target's users, and which of them are the run's own. */
export type Knowledge = {
  /** The users read, all or, where `complete` is false, those of the first pages. */
  users: readonly User[];
  total: number;
  complete: boolean;
  /** Whether the list was read to its end, whatever its total says. */
  read: boolean;
  /** How many users a page has when nothing is asked for. */
  pageSize: number;
  /** Everyone whom the run has created, or may have, and who was not removed. */
  created: Created[];
  /** The ids that were there before the run created anybody, once they have been asked for. */
  before: IdsBefore | undefined;
  /** Those whom the run has proved to have created, and so may change. */
  own: Map<number, OwnUser>;
  /** The names that the run has given to own users since. */
  renamed: Set<string>;
  /** The ids of the few own users that the patches are tried on; they share an e-mail address. */
  subjects: readonly number[];
  /** The ids of own users with another e-mail address, which no patch may change. */
  controls: readonly number[];
  /** The ids of own users that share an e-mail address and are more than a page. */
  bulk: readonly number[];
  /** Whether the target answers the non-admin token otherwise than one that is none. */
  knowsNonAdmin: boolean;
  /** Whether patch-all was seen to keep to its filters; until then, and after it did not, none is sent but the first. */
  patching: 'untried' | 'trusted' | 'halted';
  /** How many users the first patch-all changes where a target ignores its filters, in words. */
  atStake?: string;
};

export type DnlCaseContext = CaseContext<Knowledge>;

export function initialKnowledge(): Knowledge {
  return {
    users: [],
    total: 0,
    complete: false,
    read: false,
    pageSize: 0,
    created: [],
    before: undefined,
    own: new Map(),
    renamed: new Set(),
    subjects: [],
    controls: [],
    bulk: [],
    knowsNonAdmin: false,
    patching: 'untried',
  };
}

/** The values that the users have for a key, each once, without null and without texts that no request can hold. */
export function collectValues(users: readonly User[], key: string): unknown[] {
  const values = new Set(users.map(user => user[key]).filter(value => value !== null && value !== undefined));
  return [...values].filter(value => typeof value !== 'string' || value.isWellFormed());
}

/** A time of a user in microseconds; undefined if there is none. */
export function readInstant(user: User, key: string): number | undefined {
  const text = user[key];
  return typeof text === 'string' ? parseTime(text) : undefined;
}

/** Times that were read before: laws compare the same ones again and again. */
const instants = new Map<string, number | undefined>();
const MAX_CACHED = 50_000;

/** A time as microseconds; undefined of what is no time. */
export function parseTime(text: string): number | undefined {
  if (instants.has(text)) return instants.get(text);
  if (instants.size >= MAX_CACHED) instants.clear();
  const instant = parseInstant(text);
  instants.set(text, instant);
  return instant;
}

/** What the run has sent to create an own user. */
type OwnUser = { name: string; email: string };

/**
 * Whether an id can be that of a user whom the run has created: nobody had it before. Where not everyone could be read, it
 * has to be higher than any that was seen.
 */
export function isNewId(id: number, { before }: Knowledge): boolean {
  return before !== undefined && !before.ids.has(id) && (before.complete || id > before.highest);
}

/** Whether several creates were answered with one id. */
export function isShared(id: number, { created }: Knowledge): boolean {
  return created.filter(one => one.id === id).length > 1;
}

/** The ids that were there before the run created anybody. */
export type IdsBefore = { ids: ReadonlySet<number>; complete: boolean; highest: number };

/** Whether a user is proved to be the run's own: it has the name that was sent for this very id, or one sent later. */
export function isOwn({ user_id, name }: User, { own, renamed }: Knowledge): boolean {
  const sent = own.get(user_id);
  return sent !== undefined && (name === sent.name || (typeof name === 'string' && renamed.has(name)));
}
