import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { openPage, route, setParams } from '../data/navigation.js';
import { Detail } from '../detail/detail.js';
import { useKeys } from '../shell/keys.js';
import { togglePause } from '../shell/top-bar.js';
import { Announcer } from './announcer.js';
import { ArchiveButtons } from './archive-buttons.js';
import { FilterBar } from './filter-bar.js';
import { list } from './live-requests.js';
import { RequestList } from './request-list.js';
import { isGap } from './rows.js';
import { Sparkline } from './sparkline.js';

/** The page of the received requests: the list, and one of them beside it. */
export function RequestsPage(): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const { id } = route.value.params;
  const selected = id === undefined ? undefined : Number(id);
  const close = () => setParams({ id: undefined, tab: undefined });
  useKeys({
    '/': () => input.current?.select(),
    j: () => select(selected, 1),
    k: () => select(selected, -1),
    ' ': togglePause,
    ...(selected !== undefined && {
      Escape: close,
      m: () => openPage({ page: 'rules', params: { request: String(selected) } }),
    }),
  });
  return (
    <div class={selected === undefined ? 'split' : 'split open'}>
      <section class="pane" aria-label="List">
        <header class="heading">
          <h1 tabIndex={-1}>Requests</h1>
          <Count />
          <Sparkline />
          <ArchiveButtons />
        </header>
        <FilterBar input={input} />
        <RequestList selected={selected} onMove={step => select(selected, step)} />
        <Announcer />
      </section>
      {selected !== undefined && <Detail id={selected} onClose={close} />}
    </div>
  );
}

function Count(): JSX.Element {
  const { shown, total } = list.value;
  const number = shown === total ? format(total) : `${format(shown)} of ${format(total)}`;
  return <p class="count">{number}</p>;
}

function format(number: number): string {
  return number.toLocaleString('en');
}

/** Selects the next row below (1) or above (-1), without a new entry in the history for each. */
function select(selected: number | undefined, step: 1 | -1): void {
  const { rows, shown } = list.value;
  const before = selected === undefined ? shown : rows.indexOf(selected);
  if (shown === 0) return;
  // rows rise with their numbers, and the list shows the newest first
  let index = before < 0 ? shown - 1 : before - step;
  while (index >= 0 && index < shown) {
    const row = rows.at(index);
    if (row && !isGap(row)) return setParams({ id: String(row.id) }, { replace: selected !== undefined });
    index -= step;
  }
}
