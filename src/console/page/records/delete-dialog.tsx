import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { lastChange } from '../data/change.js';
import { call, type ProblemError, send } from '../data/client.js';
import { CommandView } from '../shell/command-view.js';
import { Dialog } from '../shell/dialog.js';
import { ProblemNote } from '../shell/problem-note.js';
import type { RecordValue } from './values.js';

type DeleteProps = {
  name: string;
  record: { value: RecordValue; tag: string | undefined };
  /** The paths of the record and of its collection. */
  own: string;
  path: string;
  onClose(): void;
  onDeleted(): void;
};

/** Says which record is deleted, and deletes it. */
export function DeleteDialog({ name, record, own, path, onClose, onDeleted }: DeleteProps): JSX.Element {
  const problem = useSignal<ProblemError | undefined>(undefined);
  const isBusy = useSignal(false);
  const command = { method: 'DELETE', path: own };
  const confirm = async () => {
    isBusy.value = true;
    try {
      await send(own, { ...command, ...(record.tag !== undefined && { headers: { 'If-Match': record.tag } }) });
      const undo = () => call(path, { method: 'POST', body: record.value });
      lastChange.value = { change: { ...command, says: `${name} was deleted.`, undo } };
      onDeleted();
    } catch (error) {
      problem.value = error as ProblemError;
      isBusy.value = false;
    }
  };
  return (
    <Dialog title={`Delete ${name}?`} onClose={onClose}>
      <p>Requests no longer find this record. Records that refer to it stay as they are.</p>
      <CommandView command={command} />
      {problem.value && <ProblemNote problem={problem.value} />}
      <p class="buttons">
        <button type="button" onClick={onClose}>
          Keep it
        </button>
        <button type="button" class="primary danger" disabled={isBusy.value} onClick={confirm}>
          Delete
        </button>
      </p>
    </Dialog>
  );
}
