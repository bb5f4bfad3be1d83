import { useEffect } from 'preact/hooks';
import { letters } from './preferences.js';

/** What keys do on a page, by their names. */
export type Keys = Readonly<Record<string, () => void>>;

/** Listens to keys outside of fields and dialogs, while the component is there. */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      const action = keys[event.key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
      if (event.key.length === 1 && letters.value === 'off') return;
      // space and Enter belong to the control that has the focus
      if ((event.key === ' ' || event.key === 'Enter') && isControl(event.target)) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=checkbox], [type=radio]), textarea, select');
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('button, a, summary, input, [role=tab]');
}
