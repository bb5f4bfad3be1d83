import type { JSX } from 'preact';
import { type Command, commandOf } from '../data/change.js';
import { CopyButton } from './copy-button.js';

/** The command that does what a form or a dialog does, folded. */
export function CommandView({ command }: { command: Command }): JSX.Element {
  const text = commandOf(command);
  return (
    <details class="curl">
      <summary>The same with curl</summary>
      <div class="paste">
        <pre class="command">{text}</pre>
        <CopyButton text={text} name="the command" />
      </div>
    </details>
  );
}
