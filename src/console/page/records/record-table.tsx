import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Collection } from '../data/admin-types.js';
import { connection } from '../data/connection.js';
import { setParams } from '../data/navigation.js';
import { visible } from '../data/visible.js';
import { Icon } from '../shell/icons.js';
import type { Rows } from './use-rows.js';
import { controlOf, formatCell, type RecordMember, type RecordValue, windowOf } from './values.js';

/** The height of a row in pixels. */
const ROW = 30;

type TableProps = {
  collection: Collection;
  rows: Rows;
  order: string;
  selected: string | undefined;
  onMove(step: 1 | -1): void;
  onSelect(id: string): void;
  /** Called with the first row that can be seen. */
  onScroll(index: number): void;
};

/** The rows that can be seen, however many there are, with a column for each member. The key stays at the left. */
export function RecordTable({
  collection,
  rows,
  order,
  selected,
  onMove,
  onSelect,
  onScroll,
}: TableProps): JSX.Element {
  const grid = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(600);
  const { key, name } = collection;
  const columns = columnsOf(collection);
  const shape = { gridTemplateColumns: columns.map(widthOf).join(' ') };
  const { body, first, last, place, scale } = windowOf({
    top: top.value,
    height: height.value,
    count: rows.total,
    row: ROW,
  });
  useLayoutEffect(() => {
    const element = grid.current as HTMLDivElement;
    const observer = new ResizeObserver(() => {
      height.value = element.clientHeight - ROW;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [height]);
  const index = rows.indexOf(selected);
  useLayoutEffect(() => {
    const element = grid.current;
    if (!element || index === undefined) return;
    const [from, room] = [index * ROW, height.peek()];
    const seen = top.peek() * scale;
    const to = from < seen ? from : from + ROW > seen + room ? from + ROW - room : undefined;
    if (to !== undefined) element.scrollTop = to / scale;
    // only where the selection changes: a change of the list must not move it
  }, [selected]);
  // at once, because a browser would go through all rows in between
  const keys: Readonly<Record<string, (element: HTMLElement) => void>> = {
    ArrowDown: () => onMove(1),
    ArrowUp: () => onMove(-1),
    Home: element => element.scrollTo({ top: 0, behavior: 'instant' }),
    End: element => element.scrollTo({ top: element.scrollHeight, behavior: 'instant' }),
  };
  return (
    <div class="rows" data-stale={connection.value.state === 'waiting'}>
      <div
        ref={grid}
        role="grid"
        aria-label={`Records of ${name}`}
        aria-rowcount={rows.total + 1}
        aria-colcount={columns.length}
        aria-activedescendant={index === undefined ? undefined : `record-${index}`}
        tabIndex={0}
        class="grid wide"
        onScroll={event => {
          top.value = event.currentTarget.scrollTop;
          onScroll(Math.max(0, Math.floor((top.value * scale) / ROW)));
        }}
        onKeyDown={event => {
          const action = keys[event.key];
          if (!action || event.target !== event.currentTarget) return;
          event.preventDefault();
          action(event.currentTarget);
        }}
      >
        <div role="rowgroup" class="head">
          <div role="row" aria-rowindex={1} style={shape}>
            {columns.map(member => (
              <Head key={member.name} member={member} order={order} defaultKey={key} />
            ))}
          </div>
        </div>
        <div role="rowgroup" class="body" style={{ height: `${body}px` }}>
          {Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at).map((index, at) => {
            const record = rows.at(index);
            const id = record && String(record[key]);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the grid select rows
              <div
                // a place on the screen, so that its elements are used again when the list moves
                key={at}
                role="row"
                id={`record-${index}`}
                aria-rowindex={index + 2}
                aria-selected={id !== undefined && id === selected}
                class="row"
                style={{ ...shape, transform: `translateY(${place(index)}px)`, height: `${ROW}px` }}
                onClick={() => id !== undefined && onSelect(id)}
              >
                <Cells columns={columns} record={record} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Cells({
  columns,
  record,
}: {
  columns: readonly RecordMember[];
  record: RecordValue | undefined;
}): JSX.Element {
  return (
    <>
      {columns.map(member => {
        const { name } = member;
        const value = record?.[name];
        const text = visible(formatCell(value));
        return (
          <span key={name} role="gridcell" class={classOf(member)} title={text}>
            {record && value === null ? <i>null</i> : text.slice(0, MAX_CELL)}
          </span>
        );
      })}
    </>
  );
}

/** In characters: more of them fit into no cell. */
const MAX_CELL = 100;

type HeadProps = { member: RecordMember; order: string; defaultKey: string };

/** A column's name, which orders the list where its values can be compared: upwards, downwards, and as usual. */
function Head({ member, order, defaultKey }: HeadProps): JSX.Element {
  const { name, comparesAs } = member;
  const current = order === '' ? defaultKey : order;
  const sort = current === name ? 'ascending' : current === `-${name}` ? 'descending' : 'none';
  const next = sort === 'none' ? name : sort === 'ascending' ? `-${name}` : undefined;
  return (
    <span role="columnheader" aria-sort={sort} class={classOf(member)}>
      {comparesAs ? (
        <button
          type="button"
          title={`Order by ${name}`}
          onClick={() => setParams({ order: next === defaultKey ? undefined : next })}
        >
          {name} {sort !== 'none' && <Icon name={sort === 'ascending' ? 'up' : 'down'} size={11} />}
        </button>
      ) : (
        name
      )}
    </span>
  );
}

function classOf(member: RecordMember): string {
  return controlOf(member) === 'number' ? 'cell number' : 'cell';
}

/** What says which record it is comes first, and last what clients do not see. */
function columnsOf({ key, identifier, members }: Collection): RecordMember[] {
  const first = [key, identifier, 'name', 'title', 'email'];
  const rank = ({ name }: RecordMember) => {
    const at = first.indexOf(name);
    return at >= 0 ? at : name.startsWith('$') ? first.length + 1 : first.length;
  };
  return members.toSorted((one, other) => rank(one) - rank(other)).slice(0, MAX_COLUMNS);
}

/** More of them would be too many elements; the record itself has all of its members. */
const MAX_COLUMNS = 40;

function widthOf(member: RecordMember): string {
  const control = controlOf(member);
  const least = Math.min(member.name.length + 4, 20);
  const usual = { boolean: 6, number: 7, choice: 8, text: member.comparesAs === 'instant' ? 16 : 13, json: 12 }[
    control
  ];
  return `${(Math.max(least, usual) * 0.6).toFixed(1)}rem`;
}
