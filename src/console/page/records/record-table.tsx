import { type Signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Collection } from '../data/admin-types.js';
import { connection } from '../data/connection.js';
import { visible } from '../data/visible.js';
import { CellEditor } from './cell-editor.js';
import { type ChosenRecords, isChosen, NOTHING, toggle } from './chosen-records.js';
import { classOf, columnsOf, Head, widthOf } from './columns.js';
import type { Rows } from './use-rows.js';
import { formatCell, type RecordMember, type RecordValue, windowOf } from './values.js';

/** The height of a row in pixels. */
const ROW = 30;

type TableProps = {
  collection: Collection;
  rows: Rows;
  order: string;
  selected: string | undefined;
  /** The records that a change of several is for. */
  chosen: Signal<ChosenRecords>;
  onMove(step: 1 | -1): void;
  onSelect(id: string): void;
  /** Called with the first row that can be seen, and whether a key has led there. */
  onScroll(index: number, isJump: boolean): void;
};

/** The cell that the arrows have led to, and whether its value is being edited. */
type ActiveCell = { id: string; column: number; isEdited: boolean };

/** The rows that can be seen, however many there are, with a column for each member. The key stays at the left. */
export function RecordTable({
  collection,
  rows,
  order,
  selected,
  chosen,
  onMove,
  onSelect,
  onScroll,
}: TableProps): JSX.Element {
  const grid = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(600);
  const { key, name } = collection;
  const columns = columnsOf(collection);
  const shape = { gridTemplateColumns: ['2.25rem', ...columns.map(widthOf)].join(' ') };
  const cell = useSignal<ActiveCell | undefined>(undefined);
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
  const active = cell.value;
  const current = active?.id ?? selected;
  const index = rows.indexOf(current);
  useLayoutEffect(() => {
    const element = grid.current;
    if (!element || index === undefined) return;
    const [from, room] = [index * ROW, height.peek()];
    const seen = top.peek() * scale;
    const to = from < seen ? from : from + ROW > seen + room ? from + ROW - room : undefined;
    if (to !== undefined) element.scrollTop = to / scale;
    // only where the reader moves: a change of the list must not move it
  }, [current]);
  const column = active?.column;
  useLayoutEffect(() => {
    if (column === undefined) return;
    grid.current?.querySelector('.cell.active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [column]);
  const idAt = (index: number) => {
    const record = rows.at(Math.max(0, Math.min(index, rows.total - 1)));
    return record && String(record[key]);
  };
  const moveCell = ({ down = 0, right = 0 }) => {
    // the first arrow leads to the cell after the key, in the row that is open or in the first one that can be seen
    const [row, column] = index === undefined ? [first, 0] : [index + down, active?.column ?? 0];
    const id = idAt(row);
    const next = Math.max(0, Math.min(column + right, columns.length - 1));
    if (id !== undefined) cell.value = { id, column: next, isEdited: false };
  };
  const edit = (id: string | undefined, column: number) => {
    // the key stays, because it says which record it is
    if (id !== undefined && columns[column]?.name !== key) cell.value = { id, column, isEdited: true };
  };
  const leave = (isByKey: boolean) => {
    if (cell.value) cell.value = isByKey ? { ...cell.value, isEdited: false } : undefined;
    if (isByKey) grid.current?.focus();
  };
  const isJump = useRef(false);
  // at once, because a browser would go through all rows in between
  const jump = (element: HTMLElement, to: number) => {
    isJump.current = true;
    element.scrollTo({ top: to, behavior: 'instant' });
  };
  const keys: Readonly<Record<string, ((element: HTMLElement) => void) | undefined>> = {
    ArrowDown: () => (active ? moveCell({ down: 1 }) : onMove(1)),
    ArrowUp: () => (active ? moveCell({ down: -1 }) : onMove(-1)),
    ArrowRight: () => moveCell({ right: 1 }),
    ArrowLeft: () => moveCell({ right: -1 }),
    ...(active && {
      Enter: () => edit(active.id, active.column),
      Escape: () => {
        cell.value = undefined;
      },
    }),
    ...(current !== undefined && {
      ' ': () => {
        chosen.value = toggle(chosen.value, current);
      },
    }),
    Home: element => jump(element, 0),
    End: element => jump(element, element.scrollHeight),
  };
  return (
    <div class="rows" data-stale={connection.value.state === 'waiting'}>
      <div
        ref={grid}
        role="grid"
        aria-label={`Records of ${name}`}
        aria-rowcount={rows.total + 1}
        aria-colcount={columns.length + 1}
        aria-activedescendant={
          index === undefined ? undefined : active ? `cell-${index}-${active.column}` : `record-${index}`
        }
        tabIndex={0}
        class="grid wide"
        onScroll={event => {
          top.value = event.currentTarget.scrollTop;
          onScroll(Math.max(0, Math.floor((top.value * scale) / ROW)), isJump.current);
          isJump.current = false;
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
            <span role="columnheader" class="tick">
              <input
                type="checkbox"
                aria-label="Choose all records"
                checked={chosen.value === 'all'}
                onChange={event => {
                  chosen.value = event.currentTarget.checked ? 'all' : NOTHING;
                }}
              />
            </span>
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
                <span role="gridcell" class="tick">
                  {id !== undefined && (
                    <input
                      type="checkbox"
                      // the space bar in the grid does the same
                      tabIndex={-1}
                      aria-label={`Choose record ${id}`}
                      checked={isChosen(chosen.value, id)}
                      disabled={chosen.value === 'all'}
                      onClick={event => event.stopPropagation()}
                      onChange={() => {
                        chosen.value = toggle(chosen.value, id);
                      }}
                    />
                  )}
                </span>
                <Cells
                  collection={collection}
                  columns={columns}
                  index={index}
                  record={record}
                  active={id !== undefined && id === active?.id ? active : undefined}
                  onEdit={column => edit(id, column)}
                  onLeave={leave}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

type CellsProps = {
  collection: Collection;
  columns: readonly RecordMember[];
  index: number;
  record: RecordValue | undefined;
  active: ActiveCell | undefined;
  onEdit(column: number): void;
  onLeave(isByKey: boolean): void;
};

function Cells({ collection, columns, index, record, active, onEdit, onLeave }: CellsProps): JSX.Element {
  return (
    <>
      {columns.map((member, column) => {
        const { name } = member;
        const value = record?.[name];
        const text = visible(formatCell(value));
        const isActive = active?.column === column;
        return (
          <span
            key={name}
            role="gridcell"
            id={`cell-${index}-${column}`}
            class={isActive ? `${classOf(member)} active` : classOf(member)}
            title={text}
            onDblClick={() => onEdit(column)}
          >
            {record && isActive && active.isEdited ? (
              <CellEditor key={active.id} collection={collection} member={member} record={record} onClose={onLeave} />
            ) : record && value === null ? (
              <i>null</i>
            ) : (
              text.slice(0, MAX_CELL)
            )}
          </span>
        );
      })}
    </>
  );
}

/** In characters: more of them fit into no cell. */
const MAX_CELL = 100;
