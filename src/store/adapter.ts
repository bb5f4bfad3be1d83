import type { Adapter } from 'lowdb';
import type { Data } from './data.js';

/** Where a store keeps its data: a checkpoint that lowdb reads and writes and, for what is to outlive the process, a log. */
export interface DataAdapter extends Adapter<Data> {
  /** The log of what was changed since the checkpoint; without one, changes live in memory only. */
  readonly log?: DataLog;
}

export interface DataLog {
  /** Takes in the entry of one transaction; kept once it is on disk, as durably as was asked for. */
  append(entry: string): Promise<void>;
  /**
   * How many bytes the log has grown to since the checkpoint, and how many it may have before a new one is due. A log is
   * endless where only a new checkpoint makes the files right again.
   */
  readonly size: number;
  readonly most: number;
  /** Throws why the next start would not have all that was acknowledged, where that can be. */
  verify?(): void;
  /** Kept once nothing waits for the disk any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Keeps nothing: the data live and die with the process. */
export const memoryAdapter: DataAdapter = {
  read: async () => null,
  write: async () => {},
};
