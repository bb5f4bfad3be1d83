import type { Adapter } from 'lowdb';
import type { Data } from './data.js';

/** Reads and writes the checkpoint for lowdb and, where data outlive the process, has the log of the changes since. */
export interface DataAdapter extends Adapter<Data> {
  /** Without a log, changes live in memory only. */
  readonly log?: DataLog;
}

export interface DataLog {
  /** Appends the entry of one transaction; resolves once that is as durable as the caller wanted. */
  append(entry: string): Promise<void>;
  /**
   * How many bytes the log has grown by since the checkpoint, and at how many the next checkpoint is due. The size is
   * infinite where only a new checkpoint makes the files right again.
   */
  readonly size: number;
  readonly most: number;
  /** Throws why the next start would not have everything that was acknowledged, where that can be. */
  verify?(): void;
  /** Resolves once nothing waits for the disk any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Keeps nothing: the data end with the process. */
export const memoryAdapter: DataAdapter = {
  read: async () => null,
  write: async () => {},
};
