import { batch, computed, signal } from '@preact/signals';
import { call, type ProblemError, tokens } from '../data/client.js';
import { connect } from '../data/connection.js';
import type { StreamEvent } from '../data/event-parser.js';
import { type Changing, noteChange } from '../data/load.js';
import { route } from '../data/navigation.js';
import type { RequestSummary, SummaryPage } from '../data/request-types.js';
import { readState } from '../data/state.js';
import { parseFilter } from './filter.js';
import { FilteredRows } from './filtered-rows.js';
import { createSearch } from './remote-search.js';
import { RequestLog } from './request-log.js';

const log = new RequestLog();

/** Rises whenever the log has changed, at most once in so many milliseconds: nobody reads faster. */
const version = signal(0);
const PAINT = 50;

/** Whether the list has been read; before, it may be empty for no reason. */
export const loading = signal<'first' | 'older' | 'done'>('first');

/** Why the list could not be read. */
export const failure = signal<ProblemError | undefined>(undefined);

/** A notice about the server, until it is dismissed. */
export const notice = signal<string | undefined>(undefined);

/** With a number, newer rows are not shown, so that what one reads does not move. */
export const heldAt = signal<number | undefined>(undefined);

/** Whether the reader has paused the list. */
export const isPaused = signal(false);

export const filter = computed(() => parseFilter(route.value.params.q ?? ''));
export const search = createSearch(filter, version, () => log.newest);

const filtered = new FilteredRows(log);

/** The rows that match the filter, how many of them are shown, and how many there are without the filter. */
export const list = computed(() => {
  const at = version.value;
  const rows = filtered.update(filter.value, search.found.value);
  const held = heldAt.value;
  return { at, rows, shown: held === undefined ? rows.length : rows.countUpTo(held), total: log.rows.length };
});

/** All rows, for the graph and for what is said to screen readers. */
export const all = computed(() => ({ at: version.value, rows: log.rows }));

/** Stops the list where it is. */
export function hold(): void {
  heldAt.value ??= log.newest;
}

/** Shows what has come since the list was stopped. */
export function release(): void {
  batch(() => {
    heldAt.value = undefined;
    isPaused.value = false;
  });
}

/** Starts to follow the journal. */
export function follow(): void {
  let startedAt: string | undefined;
  connect({
    last: () => (log.newest > 0 ? log.newest : undefined),
    handle(event) {
      if (event.type === 'start') {
        const before = startedAt;
        startedAt = JSON.parse(event.data).startedAt;
        if (before !== undefined) noteChange('all');
        if (before === startedAt && log.newest > 0) return void readState();
        if (before !== undefined && before !== startedAt)
          notice.value = 'The server was started again. The list is that of the new run.';
        void reload();
      } else handle(event);
    },
  });
}

function handle({ type, data }: StreamEvent): void {
  const value = JSON.parse(data);
  if (type === 'requests') {
    log.add(value);
    repaint();
    const seen = value as RequestSummary[];
    if (seen.some(({ rule }) => rule !== undefined)) noteSoon('applied');
    if (seen.some(({ method }) => method !== 'GET')) noteSoon('records');
  } else if (type === 'gone') {
    log.addGap(value);
    repaint();
  } else if (type === 'changed') {
    noteChange(value.what);
    if (CLEARS.has(value.what)) void reload();
    else void readState();
  }
}

/** The changes after which the journal is empty. */
const CLEARS = new Set(['reset', 'requests', 'scenario']);

/** Connects again, and reads the list again once that has succeeded. */
export function tryAgain(): void {
  failure.value = undefined;
  tokens.value += 1;
}

/** How many requests are read at once: as many as the server gives. */
const PAGE = 1000;

let reads = 0;

/** Reads the list again, the newest requests first. */
export async function reload(): Promise<void> {
  const read = ++reads;
  batch(() => {
    log.clear();
    heldAt.value = undefined;
    loading.value = 'first';
    version.value++;
  });
  void readState();
  try {
    for (let before: number | undefined; ; ) {
      const query = before === undefined ? '' : `&before=${before}`;
      const { requests, total } = await call<SummaryPage>(`/requests?view=summary&limit=${PAGE}${query}`);
      if (read !== reads) return;
      const isLast = requests.length === total;
      batch(() => {
        log.addOlder(requests);
        failure.value = undefined;
        loading.value = isLast ? 'done' : 'older';
        version.value++;
      });
      before = requests.at(-1)?.id;
      if (isLast || before === undefined) return;
    }
  } catch (error) {
    if (read !== reads) return;
    failure.value = error as ProblemError;
    loading.value = 'done';
  }
}

let isPainting = false;

function repaint(): void {
  if (isPainting) return;
  isPainting = true;
  setTimeout(() => {
    isPainting = false;
    version.value++;
  }, PAINT);
}

const soon = new Set<Changing>();

/** Notes a change that requests have made, at most twice a second, however many there are. */
function noteSoon(what: Changing): void {
  if (soon.size === 0) {
    setTimeout(() => {
      for (const one of soon) noteChange(one);
      soon.clear();
    }, NOTED);
  }
  soon.add(what);
}

const NOTED = 500;
