import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { all } from './live-requests.js';

/** How often, in milliseconds, a screen reader hears how many requests there are. */
const PAUSE = 5000;

/** Says how many requests have come, and never which: a screen reader would say nothing else. */
export function Announcer(): JSX.Element {
  const text = useSignal('');
  useEffect(() => {
    let last = all.peek().rows.last?.id ?? 0;
    const timer = setInterval(() => {
      const newest = all.peek().rows.last?.id ?? 0;
      const count = newest - last;
      if (count > 0 && last > 0) text.value = count === 1 ? '1 new request' : `${count} new requests`;
      last = newest;
    }, PAUSE);
    return () => clearInterval(timer);
  }, [text]);
  return (
    <p class="hidden" aria-live="polite">
      {text}
    </p>
  );
}
