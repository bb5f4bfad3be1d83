import type { LogEntry } from './log-entry.js';

/**
 * When work may run on data that several processes share. In a turn the data have everything that any of them had saved
 * before the turn was asked for, and nothing that is not saved.
 */
export interface Turns {
  /** Which work runs at this moment: such as only reads, or such as may also change the data. */
  readonly running: 'read' | 'write' | undefined;
  /** Resolves once the changes of the present turn are saved; undefined where there are none yet, or no turn. */
  readonly unsaved: Promise<void> | undefined;
  /** Does work that only reads. Rejects with what the work throws, with `TurnNeeded`, `store-unavailable`, `store-unusable`. */
  read<T>(work: () => T): Promise<T>;
  /** Does work that may change the data; resolves before its changes are saved. Rejects as `read` does. */
  write<T>(work: () => T): Promise<T>;
  /** What is kept beside the records, as JSON; undefined before anything was. */
  readonly state: unknown;
  /** Keeps another state, in a turn for changes; resolves once that is saved, and rejects where the one before stays. */
  keep(state: unknown): Promise<void>;
  /** Called with each state that another process keeps; if it throws, this process cannot go on with the data. */
  onState: (state: unknown) => void;
  /** Begins the turns. `repeat` is called with each entry of another process, in the order of the log. */
  follow(repeat: (entry: LogEntry) => Promise<void>): void;
}

/** Thrown where work changes shared data in a turn that is only for reading, or in none; it has changed nothing. */
export class TurnNeeded extends Error {
  constructor() {
    super('a change of shared data needs a turn for it');
  }
}
