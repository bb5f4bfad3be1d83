import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { ProblemError } from '../data/client.js';
import { reset, state } from '../data/state.js';
import { CommandView } from './command-view.js';
import { Dialog } from './dialog.js';
import { Icon } from './icons.js';
import { ProblemNote } from './problem-note.js';

/** What is not as it was at the start, in words: `2 rules`, `clock frozen`. */
export function listChanges({ rules, clock, changes, scenario }: NonNullable<typeof state.value>): string[] {
  const { readings } = changes;
  return [
    ...(changes.scenario && scenario !== undefined ? [`scenario ${scenario}`] : []),
    ...(changes.rules ? [rules === 1 ? '1 rule' : rules === 0 ? 'rules deleted' : `${rules} rules`] : []),
    ...(changes.clock ? [clock.frozen ? 'clock frozen' : 'clock set'] : []),
    ...(readings > 0 ? [readings === 1 ? '1 reading changed' : `${readings} readings changed`] : []),
  ];
}

/** Says what differs from the start, only while something does. */
export function SituationsStrip(): JSX.Element | null {
  const isOpen = useSignal(false);
  const changes = state.value ? listChanges(state.value) : [];
  if (changes.length === 0) return null;
  return (
    <>
      <section class="strip" aria-label="What differs from the start">
        <Icon name="warn" />
        <ul>
          {changes.map(change => (
            <li key={change}>{change}</li>
          ))}
        </ul>
        <button
          type="button"
          onClick={() => {
            isOpen.value = true;
          }}
        >
          Reset…
        </button>
      </section>
      {isOpen.value && (
        <ResetDialog
          changes={changes}
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </>
  );
}

/** Says what a reset takes back, and resets. */
export function ResetDialog({ changes, onClose }: { changes: readonly string[]; onClose(): void }): JSX.Element {
  const problem = useSignal<ProblemError | undefined>(undefined);
  const isBusy = useSignal(false);
  const confirm = async () => {
    isBusy.value = true;
    await reset().then(onClose, error => {
      problem.value = error;
    });
    isBusy.value = false;
  };
  return (
    <Dialog title="Reset to the start?" onClose={onClose}>
      {changes.length > 0 && <p>This undoes: {changes.join(', ')}.</p>}
      <p>It also restores all records as they were at the start, and clears the list of requests. Snapshots stay.</p>
      <CommandView command={{ method: 'POST', path: '/reset' }} />
      {problem.value && <ProblemNote problem={problem.value} />}
      <p class="buttons">
        <button type="button" onClick={onClose}>
          Keep everything
        </button>
        <button type="button" class="primary danger" disabled={isBusy.value} onClick={confirm}>
          Reset
        </button>
      </p>
    </Dialog>
  );
}
