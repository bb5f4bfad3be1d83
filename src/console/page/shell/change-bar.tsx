import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { commandOf, lastChange, undoChange } from '../data/change.js';
import { CopyButton } from './copy-button.js';
import { Icon } from './icons.js';

/** What this page has changed last, with the command that does the same and the way back; or why it was refused. */
export function ChangeBar(): JSX.Element | null {
  const isOpen = useSignal(false);
  const last = lastChange.value;
  useEffect(() => {
    isOpen.value = false;
  }, [last, isOpen]);
  if (!last) return null;
  const { change, problem } = last;
  const command = commandOf(change);
  return (
    <section class={problem ? 'change refused' : 'change'} aria-label="The last change">
      <p role="status">
        <Icon name={problem ? 'warn' : 'check'} />{' '}
        {problem ? (
          <>
            <b>{problem.title}.</b> {problem.message}
          </>
        ) : (
          change.says
        )}
      </p>
      <button
        type="button"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        curl
      </button>
      {change.undo && !problem && (
        <button type="button" onClick={() => void undoChange(change)}>
          Undo
        </button>
      )}
      <button
        type="button"
        class="plain"
        aria-label="Close the last change"
        onClick={() => {
          lastChange.value = undefined;
        }}
      >
        <Icon name="close" />
      </button>
      {isOpen.value && (
        <div class="paste">
          <pre class="command">{command}</pre>
          <CopyButton text={command} name="the command" />
        </div>
      )}
    </section>
  );
}
