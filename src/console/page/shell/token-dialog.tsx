import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { enterToken, tokenWanted } from '../data/client.js';
import { Sign } from './icons.js';

/** Asks for the admin token. It cannot be closed, because without the token there is nothing to see. */
export function TokenDialog(): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const token = useSignal('');
  const [heading, field, hint] = [useId(), useId(), useId()];
  useEffect(() => dialog.current?.showModal(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (token.value !== '') enterToken(token.value.trim());
  };
  const isWrong = tokenWanted.value === 'wrong';
  return (
    <dialog ref={dialog} aria-labelledby={heading} onCancel={event => event.preventDefault()}>
      <form class="inside" onSubmit={submit}>
        <Sign />
        <h2 id={heading}>This mock is protected</h2>
        <p id={hint}>
          Enter the token that the server was started with (<code>--admin-token</code>). This tab keeps it until you
          close it.
        </p>
        <label for={field}>Admin token</label>
        <input
          id={field}
          type="password"
          autocomplete="off"
          autofocus
          value={token.value}
          aria-describedby={hint}
          aria-invalid={isWrong}
          onInput={event => {
            token.value = event.currentTarget.value;
          }}
        />
        <p class="wrong" role="alert">
          {isWrong && 'The server does not accept this token.'}
        </p>
        <p class="buttons">
          <button type="submit" class="primary">
            Continue
          </button>
        </p>
      </form>
    </dialog>
  );
}
