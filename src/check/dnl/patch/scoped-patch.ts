import { formatInstant } from '../../../kernel/index.js';
import type { TargetExchange } from '../../../target/index.js';
import { fromTarget, type Placeholder, type Step } from '../../model/case.js';
import { type DnlCaseContext, isOwn, type Knowledge } from '../users/known.js';
import { BULK_PAGES, list, PAGE } from '../users/steps.js';
import { readInstant, readPage, type User } from '../users/user.js';

/** The users that a patch may change. */
export type PatchScope = {
  /** The ids in its query: own users that are read before and after. */
  queried(known: Knowledge): readonly number[];
  /** The ids of the users that it finds: they share the unique text. */
  matched(known: Knowledge): readonly number[];
  /** The field with that text; ids and a time of creation are filters too. */
  by: 'email' | 'name';
  /** How many pages the queried users fill; 1 if absent. */
  pages?: number;
};

type ScopedPatchOptions = {
  scope: PatchScope;
  /** More filters, or other values for the filters of the scope. */
  filters?: NonNullable<Step<Knowledge>['query']>;
  more: Partial<Step<Knowledge>>;
};

/**
 * A patch-all that can find own users only: it filters by their ids and by a text that was sent only for them. The users are
 * read before the patch, to count them and to prove that they are own users, and after it. The time of their creation is a
 * further filter.
 */
export function scopedPatch({ scope, filters = [], more }: ScopedPatchOptions): Step<Knowledge>[] {
  const scopeQuery: NonNullable<Step<Knowledge>['query']> = [
    ['user_id_in', listIds(scope)],
    [scope.by, fromTarget<Knowledge>(`own users with one ${scope.by}`, context => findSentText(context, scope))],
    ['create_time_gt', fromTarget<Knowledge>('own users', context => findCreationBound(usersBefore(context)))],
  ];
  const others = new Set(filters.map(([name]) => name));
  const reads = Array.from({ length: scope.pages ?? 1 }, (_, page) => readOf(scope, page));
  return [
    ...reads,
    {
      operation: 'patchUsers',
      query: [...scopeQuery.filter(([name]) => !others.has(name)), ...filters],
      expects: [200],
      unless: explainScopeBreach(scope),
      ...more,
    },
    ...reads,
  ];
}

/** The index of the patch among the exchanges. */
export function findPatch(exchanges: readonly TargetExchange[]): number {
  return exchanges.findIndex(({ request }) => request.method === 'PATCH');
}

/** The own users as they were read before the patch, or after it. */
export function usersRead(exchanges: readonly TargetExchange[], when: 'before' | 'after'): readonly User[] {
  const at = findPatch(exchanges);
  const reads = at < 0 ? exchanges : when === 'before' ? exchanges.slice(0, at) : exchanges.slice(at + 1);
  return reads.flatMap(exchange => readPage(exchange)?.items ?? []);
}

/** Returns the reason not to send a patch; `needed` is another state for the first patch of a run. */
export function explainScopeBreach(scope: PatchScope, needed: Knowledge['patching'] = 'trusted') {
  return (context: DnlCaseContext): string | undefined => {
    const { known } = context;
    if (known.patching !== needed) {
      return known.patching === 'halted'
        ? 'No further patch-all is sent: one changed more users than were counted before.'
        : 'Patch-all was not observed to keep to its filters.';
    }
    const queriedIds = new Set(scope.queried(known));
    const found = usersBefore(context);
    if (!found.every(({ user_id }) => queriedIds.has(user_id)))
      return 'user_id_in finds users that were not requested.';
    if (!found.every(user => isOwn(user, known))) return 'user_id_in shows users that are not proved to be own users.';
    return found.length === queriedIds.size && new Set(found.map(({ user_id }) => user_id)).size === queriedIds.size
      ? undefined
      : 'The own users could not be read, each once, before the patch.';
  };
}

function readOf(scope: PatchScope, page: number): Step<Knowledge> {
  return list({ user_id_in: listIds(scope), per_page: PAGE, page });
}

function usersBefore({ exchanges }: DnlCaseContext): readonly User[] {
  return usersRead(exchanges, 'before');
}

/** The text that was sent for the users, even if the target shows another; a name may have been patched later. */
function findSentText(context: DnlCaseContext, { by, matched }: PatchScope): string | undefined {
  const { known } = context;
  const [id = 0] = matched(known);
  if (by === 'email') return known.own.get(id)?.email;
  const user = usersBefore(context).find(({ user_id }) => user_id === id);
  return user && isOwn(user, known) ? String(user.name) : undefined;
}

/** A second before the first of the users was created. */
function findCreationBound(users: readonly User[]): string | undefined {
  const instants = users.map(user => readInstant(user, 'create_time')).filter(instant => instant !== undefined);
  return instants.length === 0 ? undefined : formatInstant(Math.min(...instants) - 1e6);
}

function listIds({ queried }: PatchScope): Placeholder<Knowledge> {
  return fromTarget('proved own users', ({ known }) =>
    queried(known).length === 0 ? undefined : queried(known).join(','),
  );
}

/** The subjects, found by the address that they share. The query also has the ids of the controls, which have another address. */
export const SUBJECTS_BY_EMAIL: PatchScope = {
  queried: ({ subjects, controls }) => [...subjects, ...controls],
  matched: ({ subjects }) => subjects,
  by: 'email',
};

/** One of the controls, found by name. */
export const ONE_BY_NAME: PatchScope = {
  queried: ({ controls }) => controls,
  matched: ({ controls }) => controls.slice(0, 1),
  by: 'name',
};

/** More users than fit on a page, with one address. */
export const BULK_BY_EMAIL: PatchScope = {
  queried: ({ bulk }) => bulk,
  matched: ({ bulk }) => bulk,
  by: 'email',
  pages: BULK_PAGES,
};
