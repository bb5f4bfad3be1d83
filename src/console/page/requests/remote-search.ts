import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { call, type ProblemError } from '../data/client.js';
import type { SummaryPage } from '../data/request-types.js';
import type { FoundOnServer, ParsedFilter, Remote } from './filter.js';

/** How many milliseconds a filter must stay the same before the server searches, and how long between two searches. */
const SETTLED = 200;
const PAUSE = 500;

/** What the server has found: the numbers of the requests, and up to which number it has searched. */
type Result = { ids: Set<number>; upTo: number };

/** Searches on the server for what the page cannot know, and again when there are new requests. */
export function createSearch(
  filter: ReadonlySignal<ParsedFilter>,
  version: ReadonlySignal<number>,
  newest: () => number,
) {
  const results = new Map<string, Result>();
  const found = signal<FoundOnServer>(() => undefined);
  const isSearching = signal(false);
  const problem = signal<ProblemError | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: ParsedFilter | undefined;

  const publish = () => {
    found.value = (remote, id) => {
      const result = results.get(keyOf(remote));
      if (result === undefined || id > result.upTo) return undefined;
      return result.ids.has(id);
    };
  };
  const searchAll = async (remotes: readonly Remote[]): Promise<void> => {
    const upTo = newest();
    const wanted = remotes.filter(remote => (results.get(keyOf(remote))?.upTo ?? -1) < upTo);
    if (wanted.length === 0) return;
    isSearching.value = true;
    try {
      for (const remote of wanted) await searchOne(remote, results);
      problem.value = undefined;
      publish();
    } catch (error) {
      problem.value = error as ProblemError;
    }
    isSearching.value = false;
  };

  effect(() => {
    const { remotes } = filter.value;
    void version.value;
    if (filter.value !== last) {
      last = filter.value;
      results.clear();
      clearTimeout(timer);
      timer = undefined;
    }
    if (remotes.length === 0 || timer !== undefined) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        void searchAll(remotes);
      },
      results.size === 0 ? SETTLED : PAUSE,
    );
  });

  return { found, isSearching, problem };
}

/** Finds all requests, or those that are newer than the last search. */
async function searchOne(remote: Remote, results: Map<string, Result>): Promise<void> {
  const key = keyOf(remote);
  const result = results.get(key) ?? { ids: new Set<number>(), upTo: 0 };
  const { requests: first } = await call<SummaryPage>('/requests?view=summary&limit=1');
  const upTo = first[0]?.id ?? 0;
  for (let before = upTo + 1; ; ) {
    const query = `${remote.parameter}=${encodeURIComponent(remote.value)}&before=${before}`;
    const { requests, total } = await call<SummaryPage>(`/requests?view=summary&limit=1000&${query}`);
    for (const { id } of requests) result.ids.add(id);
    before = requests.at(-1)?.id ?? 0;
    if (requests.length === total || before <= result.upTo) break;
  }
  results.set(key, { ids: result.ids, upTo });
}

function keyOf({ parameter, value }: Remote): string {
  return `${parameter}=${value}`;
}
