import type { JudgedApi } from '../../described/judged-api.js';
import {
  type Knowledge as GeneralKnowledge,
  initialKnowledge as initialGeneral,
} from '../../described/known/knowledge.js';
import type { CaseContext } from '../../model/case.js';
import type { User } from './user.js';

/** A user that the run has created, or may have created: the name that was sent, and the id in the response, if it is one. */
export type Created = { id: number | undefined; name: unknown; isCertain: boolean };

/** What is known of a target's users, and which of them the run has created, beside what all laws know. */
export type Knowledge = GeneralKnowledge & {
  /** The users that were read: all of them, or the first pages if `complete` is false. */
  users: readonly User[];
  total: number;
  complete: boolean;
  /** Whether the list was read to its end, even if its total is another number. */
  read: boolean;
  /** How many users a page has if the request names no size. */
  pageSize: number;
  /** All users that the run has created, or may have created, and that were not removed. */
  createdUsers: Created[];
  /** The ids of the users before the run created any; undefined until they were read. */
  before: IdsBefore | undefined;
  /** The own users: those that the run is proved to have created, and therefore may change. */
  own: Map<number, OwnUser>;
  /** The names that patches of the run have given to own users. */
  renamed: Set<string>;
  /** The ids of the few own users that the patches change; they share an e-mail address. */
  subjects: readonly number[];
  /** The ids of own users with another e-mail address, which most patches must not change. */
  controls: readonly number[];
  /** The ids of own users that share an e-mail address and fill more than one page. */
  bulk: readonly number[];
  /** Whether patch-all was observed to keep to its filters. Before that only the first patch-all is sent, and none after a breach. */
  patching: 'untried' | 'trusted' | 'halted';
  /** How many users the first patch-all changes if the target ignores its filters, in words. */
  atStake?: string;
};

export type DnlCaseContext = CaseContext<Knowledge>;

export function initialKnowledge(api: JudgedApi): Knowledge {
  return {
    ...initialGeneral(api),
    users: [],
    total: 0,
    complete: false,
    read: false,
    pageSize: 0,
    createdUsers: [],
    before: undefined,
    own: new Map(),
    renamed: new Set(),
    subjects: [],
    controls: [],
    bulk: [],
    patching: 'untried',
  };
}

/** What the run sent to create an own user. */
type OwnUser = { name: string; email: string };

/**
 * Whether an id can be of a user that the run has created: no user had it before. If not all users could be read, it must be
 * higher than all ids that were read.
 */
export function isNewId(id: number, { before }: Knowledge): boolean {
  return before !== undefined && !before.ids.has(id) && (before.complete || id > before.highest);
}

/** Whether several creates returned the same id. */
export function isShared(id: number, { createdUsers }: Knowledge): boolean {
  return createdUsers.filter(one => one.id === id).length > 1;
}

/** The ids of the users before the run created any. */
export type IdsBefore = { ids: ReadonlySet<number>; complete: boolean; highest: number };

/** Whether a user is proved to be an own user: it has the name that was sent for its id, or a name that a later patch sent. */
export function isOwn({ user_id, name }: User, { own, renamed }: Knowledge): boolean {
  const sent = own.get(user_id);
  return sent !== undefined && (name === sent.name || (typeof name === 'string' && renamed.has(name)));
}
