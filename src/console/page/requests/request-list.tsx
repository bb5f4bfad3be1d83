import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ProblemError } from '../data/client.js';
import { connection } from '../data/connection.js';
import { setParams } from '../data/navigation.js';
import { Icon } from '../shell/icons.js';
import { ProblemNote } from '../shell/problem-note.js';
import { EmptyList, NoMatch, Skeleton } from './empty-list.js';
import { all, failure, heldAt, hold, isPaused, list, loading, release, tryAgain } from './live-requests.js';
import { RequestRow } from './request-row.js';

/** The height of a row in pixels: one line, or two where there is little room. */
const ROW = 30;
const ROW_NARROW = 52;
const NARROW = 560;
/** How many rows above and below the visible ones are there already. */
const BEYOND = 6;

type ListProps = { selected: number | undefined; onMove(step: 1 | -1): void };

/** The rows that can be seen, however many there are. */
export function RequestList({ selected, onMove }: ListProps): JSX.Element {
  const { total, rows, shown } = list.value;
  const problem = total === 0 ? problemOf() : undefined;
  if (problem) return <Failure problem={problem} />;
  if (loading.value === 'first' && total === 0) return <Skeleton />;
  if (total === 0) return <EmptyList />;
  if (rows.length === 0) return <NoMatch />;
  return <Grid shown={shown} selected={selected} onMove={onMove} />;
}

/** Why nothing could be read yet: the list was refused, or there is no connection. */
function problemOf(): ProblemError | undefined {
  const current = connection.value;
  return failure.value ?? ('problem' in current ? current.problem : undefined);
}

function Failure({ problem }: { problem: ProblemError }): JSX.Element {
  return (
    <div class="empty">
      <ProblemNote problem={problem}>
        <button type="button" onClick={tryAgain}>
          Try again
        </button>
      </ProblemNote>
    </div>
  );
}

function Grid({ shown, selected, onMove }: ListProps & { shown: number }): JSX.Element {
  const grid = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const size = useSignal({ height: 600, width: 1000 });
  useLayoutEffect(() => {
    const element = grid.current as HTMLDivElement;
    const measure = () => {
      size.value = { height: element.clientHeight, width: element.clientWidth };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [size]);
  const { rows } = list.value;
  const isNarrow = size.value.width < NARROW;
  const row = isNarrow ? ROW_NARROW : ROW;
  const first = Math.max(0, Math.min(Math.floor(top.value / row) - BEYOND, shown - 1));
  const count = Math.ceil(size.value.height / row) + 2 * BEYOND;
  const visible = Array.from({ length: Math.max(0, Math.min(count, shown - first)) }, (_, at) => first + at);

  useEffect(() => {
    const index = selected === undefined ? -1 : rows.indexOf(selected);
    const element = grid.current;
    if (index < 0 || !element) return;
    reveal(element, { top: (shown - 1 - index) * row, height: row });
    // only where the selection changes: a new row must not move the list
  }, [selected, row]);

  const scroll = () => {
    const element = grid.current as HTMLDivElement;
    top.value = element.scrollTop;
    if (element.scrollTop > row) hold();
    else if (!isPaused.value) release();
  };
  const isStale = connection.value.state === 'waiting';
  return (
    <div class={isNarrow ? 'rows narrow' : 'rows'} data-stale={isStale}>
      <NewRows
        onShow={() => {
          release();
          grid.current?.scrollTo({ top: 0 });
        }}
      />
      <div
        ref={grid}
        role="grid"
        aria-label="Requests, the newest first"
        aria-rowcount={shown + 1}
        aria-activedescendant={selected === undefined ? undefined : `request-${selected}`}
        tabIndex={0}
        class="grid"
        onScroll={scroll}
        onKeyDown={event => {
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined;
          if (step === undefined) return;
          event.preventDefault();
          onMove(step);
        }}
      >
        <div role="rowgroup" class="head">
          <div role="row" aria-rowindex={1}>
            {COLUMNS.map(([name, label]) => (
              <span key={name} role="columnheader" class={name}>
                {label}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" class="body" style={{ height: `${shown * row}px` }}>
          {visible.map((place, at) => {
            const shownRow = rows.at(shown - 1 - place);
            return (
              shownRow && (
                <RequestRow
                  // a place on the screen, so that its elements are used again when the list moves
                  key={at}
                  row={shownRow}
                  place={place}
                  height={row}
                  isSelected={shownRow.id === selected}
                  onSelect={() => setParams({ id: String(shownRow.id) }, { replace: selected !== undefined })}
                />
              )
            );
          })}
        </div>
      </div>
      {loading.value === 'older' && <p class="older">Reading older requests…</p>}
    </div>
  );
}

const COLUMNS = [
  ['time', 'Time'],
  ['method', 'Method'],
  ['url', 'URL'],
  ['status', 'Status'],
  ['ms', 'ms'],
  ['operation', 'Operation'],
  ['by', 'Response by'],
  ['marks', 'Marks'],
] as const;

/** Scrolls as little as possible, so that a row can be seen below the heading of the columns. */
function reveal(element: HTMLElement, row: { top: number; height: number }): void {
  const heading = element.querySelector<HTMLElement>('.head')?.offsetHeight ?? 0;
  const room = element.clientHeight - heading;
  if (row.top < element.scrollTop) element.scrollTop = row.top;
  else if (row.top + row.height > element.scrollTop + room) element.scrollTop = row.top + row.height - room;
}

/** How many requests have come since the list was stopped. */
function NewRows({ onShow }: { onShow(): void }): JSX.Element | null {
  const { rows, shown } = list.value;
  void all.value;
  const count = rows.length - shown;
  if (heldAt.value === undefined || count === 0) return null;
  return (
    <button type="button" class="pill" onClick={onShow}>
      <Icon name="up" size={12} /> {count.toLocaleString('en')} new
    </button>
  );
}
