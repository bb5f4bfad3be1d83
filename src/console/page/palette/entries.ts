import type { Apis, Collections, Readings, Statements } from '../data/admin-types.js';
import { makeChange } from '../data/change.js';
import { call } from '../data/client.js';
import { openPage } from '../data/navigation.js';
import type { Rules } from '../data/request-types.js';
import { state } from '../data/state.js';
import { visible } from '../data/visible.js';
import { isHelpOpen } from '../shell/help-dialog.js';
import { PAGES } from '../shell/pages.js';
import { type Theme, theme } from '../shell/preferences.js';
import { togglePause } from '../shell/top-bar.js';
import type { Destination } from './match.js';
import { placeOfStatement } from './statement-place.js';

/** What is always there: the pages, and what a reader can do. */
export function fixedEntries(): Destination[] {
  const clock = state.value?.clock;
  const setClock = (body: object, says: string) => () => void makeChange({ says, method: 'PUT', path: '/clock', body });
  const actions: Omit<Destination, 'kind'>[] = [
    { title: 'Stop the list of requests, or let it go on', key: 'Space', run: togglePause },
    {
      title: 'New rule',
      key: 'n',
      run: () => openPage({ page: 'rules', params: { template: '0' } }),
    },
    {
      title: clock?.frozen ? 'Let the clock run' : 'Freeze the clock',
      run: setClock({ frozen: !clock?.frozen }, clock?.frozen ? 'The clock runs.' : 'The clock is frozen.'),
    },
    { title: 'Move the clock a day further', run: setClock({ advance: DAY }, 'The clock is a day further.') },
    {
      title: 'Help',
      detail: 'keys filter',
      key: '?',
      run: () => {
        isHelpOpen.value = true;
      },
    },
    ...(['light', 'dark', 'system'] satisfies Theme[]).map(name => ({
      title: `Colours: ${name}`,
      run: () => {
        theme.value = name;
      },
    })),
  ];
  return [
    ...PAGES.map(({ name, title }) => ({ kind: 'page', title, run: () => openPage({ page: name, params: {} }) })),
    ...actions.map(action => ({ kind: 'action', ...action })),
  ];
}

const DAY = 86_400_000;

/** What the mock has at present: operations, collections, rules, readings and statements. */
export async function readEntries(): Promise<Destination[]> {
  const [{ apis }, { collections }, { rules }] = await Promise.all([
    call<Apis>('/apis'),
    call<Collections>('/collections'),
    call<Rules>('/rules'),
  ]);
  const documented = await Promise.all(apis.map(readDocumented));
  return [
    ...apis.flatMap(({ name, operations }) =>
      operations.map(({ id, method, path }) =>
        entry('operation', `${method} ${path}`, `${name} ${id}`, {
          page: `contract/${encodeURIComponent(name)}/${id}`,
        }),
      ),
    ),
    ...collections.map(({ api, name }) =>
      entry('records', `${api}.${name}`, '', { page: `data/${encodeURIComponent(api)}/${encodeURIComponent(name)}` }),
    ),
    ...rules.map(({ id, rule }) => entry('rule', id, JSON.stringify(rule.match), { page: 'rules', params: { id } })),
    ...documented.flat(),
  ];
}

/** The readings and the statements of an API. */
async function readDocumented(api: Apis['apis'][number]): Promise<Destination[]> {
  const path = `/apis/${encodeURIComponent(api.name)}`;
  const [{ readings }, { statements }] = await Promise.all([
    call<Readings>(`${path}/readings`),
    call<Statements>(`${path}/statements`),
  ]);
  return [
    ...readings.map(({ id, question }) =>
      entry('reading', id, question, { page: 'readings', params: { api: api.name, id } }),
    ),
    ...statements.map(one => entry('statement', one.id, one.says, placeOfStatement(one, api))),
  ];
}

/** The request with the number that was typed. */
export function requestEntries(typed: string): Destination[] {
  const [, id] = /^\s*#?(\d{1,15})\s*$/.exec(typed) ?? [];
  return id === undefined ? [] : [entry('request', `Request ${id}`, '', { page: 'requests', params: { id } })];
}

type Place = { page: string; params?: Readonly<Record<string, string>> };

function entry(kind: string, title: string, detail: string, { page, params = {} }: Place): Destination {
  return { kind, title: visible(title), detail: visible(detail), run: () => openPage({ page, params }) };
}
