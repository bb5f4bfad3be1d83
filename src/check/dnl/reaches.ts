import type { Reach } from './guarded-patch.js';
import { PAGE } from './steps.js';

/** The players, found by the address that they share; the witnesses' ids go along, and their address keeps them out. */
export const PLAYERS_BY_EMAIL: Reach = {
  among: ({ players, witnesses }) => [...players, ...witnesses],
  whose: ({ players }) => players,
  by: 'email',
};

/** One of the witnesses, found by name. */
export const ONE_BY_NAME: Reach = {
  among: ({ witnesses }) => witnesses,
  whose: ({ witnesses }) => witnesses.slice(0, 1),
  by: 'name',
};

/** More users than a page, who share an address. */
export const CROWD_BY_EMAIL: Reach = {
  among: ({ crowd }) => crowd,
  whose: ({ crowd }) => crowd,
  by: 'email',
  pages: 3,
};

/** The most users that fit on these pages. */
export const LARGEST_CROWD = (CROWD_BY_EMAIL.pages ?? 1) * PAGE;
