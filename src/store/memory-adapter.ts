import type { Adapter } from 'lowdb';
import type { Data } from './data.js';

/** Keeps nothing: the data live and die with the process. */
export const memoryAdapter: Adapter<Data> = {
  read: async () => null,
  write: async () => {},
};
