import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from './icons.js';

/** How long, in milliseconds, the button says that it has copied. */
const SAID = 1500;

/** Copies a text; `name` says which, for those who do not see where the button is. */
export function CopyButton({ text, name }: { text: string; name: string }): JSX.Element {
  const isCopied = useSignal(false);
  useEffect(() => {
    if (!isCopied.value) return undefined;
    const timer = setTimeout(() => {
      isCopied.value = false;
    }, SAID);
    return () => clearTimeout(timer);
  }, [isCopied.value, isCopied]);
  return (
    <button
      type="button"
      class="copy"
      aria-label={`Copy ${name}`}
      onClick={() => {
        void copyText(text).then(() => {
          isCopied.value = true;
        });
      }}
    >
      <Icon name={isCopied.value ? 'check' : 'copy'} size={14} />{' '}
      <span aria-live="polite">{isCopied.value ? 'Copied' : 'Copy'}</span>
    </button>
  );
}

/** Copies a text to the clipboard, also where the page is not on a secure origin. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
