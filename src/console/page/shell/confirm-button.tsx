import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { type Change, makeChange } from '../data/change.js';
import { CommandView } from './command-view.js';
import { Dialog } from './dialog.js';

type ConfirmProps = {
  /** On the button, which ends with an ellipsis because a question follows. */
  label: string;
  /** The question. */
  title: string;
  /** On the button that makes the change. */
  confirm: string;
  change: Change;
  /** What will be lost. */
  children: ComponentChildren;
};

/** A button for a change that cannot be taken back: it first says what will be lost. */
export function ConfirmButton({ label, title, confirm, change, children }: ConfirmProps): JSX.Element {
  const isOpen = useSignal(false);
  const close = () => {
    isOpen.value = false;
  };
  return (
    <>
      <button
        type="button"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {label}
      </button>
      {isOpen.value && (
        <Dialog title={title} onClose={close}>
          <p>{children}</p>
          <CommandView command={change} />
          <p class="buttons">
            <button type="button" onClick={close}>
              Cancel
            </button>
            <button
              type="button"
              class="primary danger"
              onClick={() => {
                close();
                void makeChange(change);
              }}
            >
              {confirm}
            </button>
          </p>
        </Dialog>
      )}
    </>
  );
}
