import { formatInstant } from '../../../kernel/index.js';
import type { Exchange } from '../../../target/index.js';
import { learned, type Pending, type Step } from '../../model/case.js';
import { type Asked, instantOf, isOwn, type Known } from '../users/known.js';
import { list, PAGE } from '../users/steps.js';
import { pageOf, type User } from '../users/user.js';

/** Whose data a patch may reach. */
export type Reach = {
  /** The ids in its query: own users, who are read before and after. */
  among(known: Known): readonly number[];
  /** The ids of those whom it finds: they share the unique text. */
  whose(known: Known): readonly number[];
  /** Which text, beside the ids and a time of creation, finds them. */
  by: 'email' | 'name';
  /** How many pages `among` fills; 1 if absent. */
  pages?: number;
};

type Given = {
  reach: Reach;
  /** More parameters, or other values for the guarding ones. */
  filters?: NonNullable<Step<Known>['query']>;
  more: Partial<Step<Known>>;
};

/**
 * A patch-all that can reach own users only: it carries their ids and a text that was sent for them alone. They are read
 * before, and so counted and proved to be own, and after. The time since which they exist only narrows that further.
 */
export function guardedPatch({ reach, filters = [], more }: Given): Step<Known>[] {
  const guards: NonNullable<Step<Known>['query']> = [
    ['user_id_in', idsOf(reach)],
    [reach.by, learned<Known>(`own users with one ${reach.by}`, context => sentText(context, reach))],
    ['create_time_gt', learned<Known>('own users', context => sinceOf(beforeOf(context)))],
  ];
  const others = new Set(filters.map(([name]) => name));
  const reads = Array.from({ length: reach.pages ?? 1 }, (_, page) => readOf(reach, page));
  return [
    ...reads,
    {
      operation: 'patchUsers',
      query: [...guards.filter(([name]) => !others.has(name)), ...filters],
      expects: [200],
      unless: unlessStrangers(reach),
      ...more,
    },
    ...reads,
  ];
}

/** Which of the exchanges is the patch itself: as many reads come before it as after. */
export function patchAt(exchanges: readonly Exchange[]): number {
  return exchanges.findIndex(({ request }) => request.method === 'PATCH');
}

/** The own users as the reads before the patch, or those after it, showed them. */
export function readUsers(exchanges: readonly Exchange[], when: 'before' | 'after'): readonly User[] {
  const at = patchAt(exchanges);
  const reads = at < 0 ? exchanges : when === 'before' ? exchanges.slice(0, at) : exchanges.slice(at + 1);
  return reads.flatMap(exchange => pageOf(exchange)?.items ?? []);
}

/** The first patch of a run has another condition: nothing has been seen of patch-all yet. */
export function unlessStrangers(reach: Reach, needed: Known['patching'] = 'trusted') {
  return (context: Asked): string | undefined => {
    const { known } = context;
    if (known.patching !== needed) {
      return known.patching === 'halted'
        ? 'No further patch-all is sent: one did not keep to what was counted before.'
        : 'Patch-all was not seen to keep to its filters.';
    }
    const asked = new Set(reach.among(known));
    const found = beforeOf(context);
    if (!found.every(({ user_id }) => asked.has(user_id))) return 'user_id_in finds users who were not asked for.';
    if (!found.every(user => isOwn(user, known))) return 'user_id_in shows users who are not proved to be own.';
    return found.length === asked.size && new Set(found.map(({ user_id }) => user_id)).size === asked.size
      ? undefined
      : 'The own users could not be read, each once, before the patch.';
  };
}

function readOf(reach: Reach, page: number): Step<Known> {
  return list([
    ['user_id_in', idsOf(reach)],
    ['per_page', PAGE],
    ['page', page],
  ]);
}

function beforeOf({ exchanges }: Asked): readonly User[] {
  return readUsers(exchanges, 'before');
}

/** A text that was sent for them, whatever the target shows; a name may have been patched since. */
function sentText(context: Asked, { by, whose }: Reach): string | undefined {
  const { known } = context;
  const [id = 0] = whose(known);
  if (by === 'email') return known.own.get(id)?.email;
  const user = beforeOf(context).find(({ user_id }) => user_id === id);
  return user && isOwn(user, known) ? String(user.name) : undefined;
}

/** A second before the first of them was created. */
function sinceOf(users: readonly User[]): string | undefined {
  const instants = users.map(user => instantOf(user, 'create_time')).filter(instant => instant !== undefined);
  return instants.length === 0 ? undefined : formatInstant(Math.min(...instants) - 1e6);
}

function idsOf({ among }: Reach): Pending<Known> {
  return learned('users proved to be own', ({ known }) =>
    among(known).length === 0 ? undefined : among(known).join(','),
  );
}

/** The players, found by the address that they share; the witnesses' ids go along, and their address keeps them out. */
export const PLAYERS_BY_EMAIL: Reach = {
  among: ({ players, witnesses }) => [...players, ...witnesses],
  whose: ({ players }) => players,
  by: 'email',
};

/** One of the witnesses, found by name. */
export const ONE_BY_NAME: Reach = {
  among: ({ witnesses }) => witnesses,
  whose: ({ witnesses }) => witnesses.slice(0, 1),
  by: 'name',
};

/** More users than a page, who share an address. */
export const CROWD_BY_EMAIL: Reach = {
  among: ({ crowd }) => crowd,
  whose: ({ crowd }) => crowd,
  by: 'email',
  pages: 3,
};

/** The most users that fit on these pages. */
export const LARGEST_CROWD = (CROWD_BY_EMAIL.pages ?? 1) * PAGE;
