import { seedAcefone, seedDnl } from '../seed/index.js';
import { type About, DATA_FORM, type Data } from '../store/index.js';

/** The starting data of all APIs: the same for the same seed and number of DNL users. */
export function seededData({ seed, users }: Pick<About, 'seed' | 'users'>): Data {
  const dnl = seedDnl({ seed, users });
  const acefone = seedAcefone({ seed });
  return {
    about: { understudy: DATA_FORM, seed, users },
    next: { 'dnl.users': dnl.nextUserId },
    collections: {
      'dnl.users': dnl.users,
      'dnl.roles': dnl.roles,
      'dnl.carriers': dnl.carriers,
      'acefone.users': acefone.users,
    },
  };
}
