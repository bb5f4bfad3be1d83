import { signal, useSignal } from '@preact/signals';
import type { ComponentType, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from '../shell/icons.js';

/** Whether the palette is open. It is loaded when it is first opened. */
const isOpen = signal(false);

/** The button and the key that open the palette. */
export function PaletteButton(): JSX.Element {
  const Palette = useSignal<ComponentType<{ onClose(): void }> | undefined>(undefined);
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      if (isOpen.value) isOpen.value = false;
      else if (!document.querySelector('dialog[open]')) isOpen.value = true;
    };
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
  useEffect(() => {
    if (!isOpen.value || Palette.value) return;
    void import('./palette.js').then(loaded => {
      Palette.value = loaded.Palette;
    });
  }, [isOpen.value, Palette]);
  return (
    <>
      <button
        type="button"
        class="find"
        title="Go to anything"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        <Icon name="search" size={14} /> <span>Go to…</span> <kbd>{IS_MAC ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      {isOpen.value && Palette.value && (
        <Palette.value
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </>
  );
}

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);
