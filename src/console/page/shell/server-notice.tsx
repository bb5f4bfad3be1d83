import type { JSX } from 'preact';
import { notice } from '../requests/live-requests.js';
import { Icon } from './icons.js';

/** A notice about the server, until the reader closes it. */
export function ServerNotice(): JSX.Element | null {
  if (notice.value === undefined) return null;
  return (
    <p class="strip notice" role="status">
      <span>{notice.value}</span>
      <button
        type="button"
        class="plain"
        aria-label="Close the notice"
        onClick={() => {
          notice.value = undefined;
        }}
      >
        <Icon name="close" />
      </button>
    </p>
  );
}
