import { effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

/** The colours that the reader has chosen. The script of the first paint reads the same key. */
export const theme = signal<Theme>(read('understudy-theme', ['system', 'light', 'dark'] as const));

/** Whether single letters are shortcuts. Voice input would press them by accident. */
export const letters = signal<'on' | 'off'>(read('understudy-letters', ['on', 'off'] as const));

effect(() => {
  if (theme.value === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme.value;
  write('understudy-theme', theme.value);
});

effect(() => write('understudy-letters', letters.value));

function read<T extends string>(key: string, known: readonly [T, ...T[]]): T {
  try {
    const kept = localStorage.getItem(key);
    return known.find(one => one === kept) ?? known[0];
  } catch {
    return known[0];
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // the choice then holds until the page is closed
  }
}
