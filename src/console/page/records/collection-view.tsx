import { type Signal, useSignal } from '@preact/signals';
import type { JSX, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Collection } from '../data/admin-types.js';
import { route, setParams } from '../data/navigation.js';
import { FilterField } from '../shell/filter-field.js';
import { Icon } from '../shell/icons.js';
import { useKeys } from '../shell/keys.js';
import { ProblemNote } from '../shell/problem-note.js';
import { type ChosenRecords, NOTHING } from './chosen-records.js';
import { NEW, RecordPane } from './record-pane.js';
import { RecordTable } from './record-table.js';
import { SelectionBar } from './selection-bar.js';
import { BLOCK, type Rows, useRows } from './use-rows.js';

/** The records of one collection, and one of them beside the list. */
export function CollectionView({ collection, heading }: { collection: Collection; heading: JSX.Element }): JSX.Element {
  const { id, filter = '', order = '' } = route.value.params;
  const input = useRef<HTMLInputElement>(null);
  const { first, seeRow } = useFirstBlock(`${filter} ${order}`);
  const rows = useRows(collection, { filter, order, first });
  const chosen = useSelection(filter);
  useLink(collection);
  const open = (next: string | undefined) =>
    setParams({ id: next }, { replace: id !== undefined && next !== undefined });
  const move = (step: 1 | -1) => {
    const at = rows.indexOf(id) ?? (step === 1 ? first - 1 : first);
    const next = rows.at(Math.max(0, Math.min(at + step, rows.total - 1)));
    if (next) open(String(next[collection.key]));
  };
  useKeys({
    '/': () => input.current?.select(),
    j: () => move(1),
    k: () => move(-1),
    ...(id !== undefined && { Escape: () => open(undefined) }),
  });
  return (
    <div class={id === undefined ? 'split' : 'split open'}>
      <section class="pane records" aria-label="Records">
        <header class="heading">
          {heading}
          <p class="count" aria-live="polite">
            {countOf(rows, collection.count, filter)}
          </p>
          <button type="button" class="end" onClick={() => open(NEW)}>
            <Icon name="add" size={14} /> <span>Add a record</span>
          </button>
        </header>
        <Filter input={input} problem={filter === '' ? undefined : rows.problem?.message} />
        <SelectionBar collection={collection} selection={chosen} filter={filter} total={rows.total} />
        {rows.problem && !rows.isRead ? (
          <div class="empty">
            <ProblemNote problem={rows.problem} />
          </div>
        ) : rows.isRead && rows.total === 0 ? (
          <Nothing isFiltered={filter !== ''} onAdd={() => open(NEW)} />
        ) : (
          <RecordTable
            key={`${filter} ${order}`}
            collection={collection}
            rows={rows}
            order={order}
            selected={id}
            chosen={chosen}
            onMove={move}
            onSelect={open}
            onScroll={seeRow}
          />
        )}
      </section>
      {id !== undefined && (
        <RecordPane key={id} collection={collection} id={id} onClose={() => open(undefined)} onOpen={open} />
      )}
    </div>
  );
}

/** The first row of the block at the top of the list that a query gives; another query begins at its first row. */
function useFirstBlock(query: string): { first: number; seeRow(index: number, isJump: boolean): void } {
  const seen = useSignal({ query, first: 0 });
  const first = seen.value.query === query ? seen.value.first : 0;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    first,
    seeRow(index, isJump) {
      const next = Math.floor(index / BLOCK) * BLOCK;
      clearTimeout(timer.current);
      const move = () => {
        seen.value = { query, first: next };
      };
      // what lies between here and far away is not read
      if (isJump || Math.abs(next - first) <= BLOCK) move();
      else timer.current = setTimeout(move, SETTLED);
    },
  };
}

/** The chosen records. Another filter begins without any, because they may not be among its rows. */
function useSelection(filter: string): Signal<ChosenRecords> {
  const chosen = useSignal(NOTHING);
  const before = useRef(filter);
  if (before.current !== filter) chosen.value = NOTHING;
  before.current = filter;
  return chosen;
}

/** After so many milliseconds without a further step, the list has arrived. */
const SETTLED = 80;

/** A link to a record names it as clients know it; the store may know it by another key. */
function useLink({ key, identifier }: Collection): void {
  const { find } = route.value.params;
  useEffect(() => {
    if (find === undefined) return;
    const filter = `${identifier}:="${find.replace(/["\\]/g, '\\$&')}"`;
    setParams(key === identifier ? { id: find, find: undefined } : { filter, find: undefined }, { replace: true });
  }, [find, key, identifier]);
}

function countOf({ total, isRead }: Rows, count: number, filter: string): string {
  if (!isRead) return '';
  return filter === ''
    ? total.toLocaleString('en')
    : `${total.toLocaleString('en')} of ${Math.max(count, total).toLocaleString('en')}`;
}

/** The filter, which the server reads. */
function Filter({
  input,
  problem,
}: {
  input: RefObject<HTMLInputElement | null>;
  problem: string | undefined;
}): JSX.Element {
  return (
    <div class="filter" role="search">
      <FilterField
        input={input}
        parameter="filter"
        placeholder="Filter: name:ann status:=open total:>5 note:null"
        isInvalid={problem !== undefined}
      />
      <p id="filter-issue" class="issue" role="status">
        {problem ?? ''}
      </p>
    </div>
  );
}

function Nothing({ isFiltered, onAdd }: { isFiltered: boolean; onAdd(): void }): JSX.Element {
  return (
    <div class="empty">
      <h2>{isFiltered ? 'No record matches the filter' : 'No records'}</h2>
      {!isFiltered && <p>Requests create records, and you can add some here. A reset restores those of the start.</p>}
      <p class="buttons">
        {isFiltered ? (
          <button type="button" onClick={() => setParams({ filter: undefined })}>
            Show all records
          </button>
        ) : (
          <button type="button" class="primary" onClick={onAdd}>
            Add a record
          </button>
        )}
      </p>
    </div>
  );
}
