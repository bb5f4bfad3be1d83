import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ProblemError } from '../data/client.js';
import { ProblemNote } from '../shell/problem-note.js';
import { fixedEntries, readEntries, requestEntries } from './entries.js';
import { type Destination, findEntries } from './match.js';
import './palette.css';

/** Leads to each page, operation, collection, rule, reading, statement and request, and does what has a key. */
export function Palette({ onClose }: { onClose(): void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const typed = useSignal('');
  const active = useSignal(0);
  const read = useSignal<readonly Destination[]>([]);
  const problem = useSignal<ProblemError | undefined>(undefined);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    readEntries().then(
      entries => {
        read.value = entries;
      },
      error => {
        if (!(error instanceof ProblemError)) throw error;
        problem.value = error;
      },
    );
    return () => element?.close();
  }, [read, problem]);
  const fixed = fixedEntries();
  const found = [
    ...requestEntries(typed.value),
    ...findEntries(typed.value === '' ? fixed : [...fixed, ...read.value], typed.value),
  ];
  const current = Math.min(active.value, found.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const run = (entry: Destination | undefined) => {
    if (!entry) return;
    // the page takes the focus when it opens, and not the button that has opened the palette
    onClose();
    entry.run();
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => {
      active.value = (current + 1) % found.length;
    },
    ArrowUp: () => {
      active.value = (current - 1 + found.length) % found.length;
    },
    Enter: () => run(found[current]),
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same
    <dialog
      ref={dialog}
      class="palette"
      aria-label="Go to"
      onClose={onClose}
      onClick={event => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <input
        type="text"
        // biome-ignore lint/a11y/noRedundantRoles: only a field with a datalist is a combobox by itself
        role="combobox"
        aria-label="Go to"
        aria-expanded="true"
        aria-controls="palette-entries"
        aria-activedescendant={found.length > 0 ? `palette-${current}` : undefined}
        placeholder="A page, operation, collection, rule, reading, statement, request number or action"
        list={undefined}
        autocomplete="off"
        spellcheck={false}
        autofocus
        value={typed.value}
        onInput={event => {
          typed.value = event.currentTarget.value;
          active.value = 0;
        }}
        onKeyDown={event => {
          const action = found.length > 0 ? keys[event.key] : undefined;
          if (!action) return;
          event.preventDefault();
          action();
        }}
      />
      {problem.value && <ProblemNote problem={problem.value} />}
      <div ref={list} id="palette-entries" role="listbox" aria-label="What was found">
        {found.map((entry, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field does the same
          <div
            key={at}
            id={`palette-${at}`}
            role="option"
            aria-selected={at === current}
            onClick={() => run(entry)}
            onPointerMove={() => {
              active.value = at;
            }}
          >
            <span class="title">{entry.title}</span>
            <small class="more">{entry.detail}</small>
            {entry.key !== undefined && <kbd>{entry.key}</kbd>}
            <small>{entry.kind}</small>
          </div>
        ))}
      </div>
      <p class="nothing" role="status">
        {found.length === 0 ? 'Nothing fits.' : ''}
      </p>
    </dialog>
  );
}
