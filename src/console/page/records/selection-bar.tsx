import { type Signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Collection } from '../data/admin-types.js';
import { ChangeDialog } from './change-dialog.js';
import { type ChosenRecords, countChosen, NOTHING } from './chosen-records.js';

type BarProps = { collection: Collection; selection: Signal<ChosenRecords>; filter: string; total: number };

/** What is chosen in the table, and what can be done with it; only while something is. */
export function SelectionBar({ collection, selection, filter, total }: BarProps): JSX.Element | null {
  const isOpen = useSignal(false);
  const count = countChosen(selection.value, total);
  if (count === 0) return null;
  const clear = () => {
    selection.value = NOTHING;
  };
  return (
    <section class="chosen" aria-label="Chosen records">
      <p role="status">
        <b>{count.toLocaleString('en')}</b> {count === 1 ? 'record' : 'records'} chosen
        {selection.value === 'all' && filter !== '' && ': all that match the filter'}
      </p>
      <button
        type="button"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        Change…
      </button>
      <button type="button" onClick={clear}>
        Choose none
      </button>
      {isOpen.value && (
        <ChangeDialog
          collection={collection}
          selection={selection.value}
          filter={filter}
          count={count}
          onClose={() => {
            isOpen.value = false;
          }}
          onChanged={clear}
        />
      )}
    </section>
  );
}
