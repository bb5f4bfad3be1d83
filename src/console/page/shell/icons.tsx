import type { JSX } from 'preact';

/** The drawings of the page, all on a grid of 20 by 20 with one width of line. */
const PATHS = {
  requests: 'M3 5h14M3 10h14M3 15h9',
  rules: 'M3 6h4l6 8h4M3 14h4l1.5-2M11.5 8L13 6h4M15 4l2 2-2 2M15 12l2 2-2 2',
  situations: 'M3 6h9M16 6h1M3 14h1M8 14h9M14 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM6 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  readings: 'M10 5v12M10 5C8 3.5 5 3.5 2.5 4v11.5C5 15 8 15.5 10 17c2-1.5 5-2 7.5-1.5V4C15 3.5 12 3.5 10 5Z',
  checks: 'M10 2l7 2.5v5c0 4-3 7-7 8.5-4-1.5-7-4.5-7-8.5v-5L10 2ZM7 10l2.2 2.2L13.3 8',
  inference: 'M8 16h4M8.5 18h3M7 13a5.5 5.5 0 1 1 6 0v1H7v-1Z',
  compare: 'M3 4h5v12H3zM12 4h5v12h-5M10 2v16',
  down: 'M10 4v12M5 11l5 5 5-5',
  add: 'M10 4v12M4 10h12',
  contract: 'M5 2.5h7l4 4v11H5zM12 2.5v4h4M8 10.5h5M8 14h5',
  data: 'M16 5c0 1.4-2.7 2.5-6 2.5S4 6.4 4 5s2.7-2.5 6-2.5S16 3.6 16 5ZM4 5v10c0 1.4 2.7 2.5 6 2.5s6-1.1 6-2.5V5M4 10c0 1.4 2.7 2.5 6 2.5s6-1.1 6-2.5',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12Zm4.3-1.7L17 17',
  pause: 'M7 4v12M13 4v12',
  play: 'M6 4l10 6-10 6V4Z',
  close: 'M5 5l10 10M15 5L5 15',
  back: 'M12 4l-6 6 6 6',
  copy: 'M7 7h9v9H7zM13 7V4H4v9h3',
  help: 'M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M10 14.6v.1M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6L16 16M16 4l-1.4 1.4M5.4 14.6L4 16',
  moon: 'M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7Z',
  system: 'M3 4h14v9H3zM7 17h6M10 13v4',
  clock: 'M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM10 5.5V10l3 2',
  check: 'M4 10.5l4 4 8-9',
  warn: 'M10 3l8 14H2L10 3ZM10 8.5v3.5M10 14.4v.1',
  stop: 'M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM6.5 10h7',
  up: 'M10 16V4M5 9l5-5 5 5',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside a word, or in a control that has a name. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }): JSX.Element {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The sign of the product: two masks, one behind the other. */
export function Sign(): JSX.Element {
  return (
    <svg class="sign" width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
      <rect class="behind" x="9" y="3" width="20" height="20" rx="6" />
      <rect class="before" x="3" y="9" width="20" height="20" rx="6" />
      <path d="M8 17h3m4 0h3m-9 5c2 2 6 2 8 0" />
    </svg>
  );
}
