import type { Act } from '../act.js';

/** The records themselves, as they are stored. */
export const recordActs: Readonly<Record<string, Act>> = {
  readRecords: () => ({ json: {} }),
  replaceRecords: () => ({ json: {} }),
};
