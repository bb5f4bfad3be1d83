import type { Low } from 'lowdb';
import type { Problem } from '../../kernel/index.js';
import type { Collection, RecordChange } from '../query/collection.js';
import { Data } from './data.js';
import { type Changed, entryText, type LogEntry, replay } from './log-entry.js';
import type { DataLog } from './open-data.js';
import { checkpointFailed, closedWithout, unsaved } from './store-failures.js';
import { inSlices } from './time-slicer.js';

/** Called with each change before it is made. */
type OnChange = (change: RecordChange, collection: Collection) => void;

/** How a change is undone if the log fails, and what follows once the log has it; `changes` are those that `undo` reverses. */
type Logged = { undo(): void; kept?(): void; changes?: readonly Changed[] };

/** Undoes a change that is made in memory and waits for the log, and tells its caller why. */
type Undo = (problem: Problem) => void;

/** The data as they are now and, where they outlive the process, the log that keeps their changes. */
export class DurableData {
  readonly log: DataLog | undefined;
  /** Whether a job is running whose log entries must stay within one log. */
  isBoundToLog = false;
  readonly #low: Low<Data>;
  readonly #onChange: OnChange;
  readonly #onFailure: (problem: Problem) => void;
  /** For each change that the log does not have yet, oldest first. */
  readonly #pending: Undo[] = [];
  #checkpoint: Promise<void> | undefined;
  /** How many bytes the log must have before the next checkpoint is tried, after one has failed. */
  #notBefore = 0;
  #refusal: (() => Problem) | undefined;

  constructor(
    low: Low<Data>,
    { log, onChange, onFailure }: { log: DataLog | undefined; onChange: OnChange; onFailure(problem: Problem): void },
  ) {
    this.#low = low;
    this.log = log;
    this.#onChange = onChange;
    this.#onFailure = onFailure;
    this.use(low.data);
    log?.turns?.follow(entry => this.#repeat(entry));
  }

  get now(): Data {
    return this.#low.data;
  }

  /** Puts other data in the place of the current data. */
  use(data: Data): void {
    for (const collection of this.#low.data.collections.values()) collection.onChange = refuseReplaced;
    this.#low.data = data;
    for (const collection of data.collections.values()) collection.onChange = this.#onChange;
  }

  /** Throws why nothing may be changed any more, where that is so. */
  assertOpen(): void {
    if (this.#refusal) throw this.#refusal();
  }

  /** Does work that reads and changes the data; at once or, where they are shared, in a turn for it. */
  inTurn<T>(work: () => T): T | Promise<T> {
    const { turns } = this.log ?? {};
    return !turns || turns.running === 'write' ? work() : turns.write(work);
  }

  /**
   * Resolves once the log has an entry. If the log fails, all changes that wait are undone, since later ones build on earlier
   * ones, and each is rejected with `data-unsaved` or what is wrong with the files.
   */
  logged(entry: string, { undo, kept, changes = [] }: Logged): Promise<void> | undefined {
    const { log } = this;
    if (!log) {
      kept?.();
      return undefined;
    }
    for (const { collection, change } of changes) collection.indexes.heap.pinned.add(change);
    const unpin = () => {
      for (const { collection, change } of changes) collection.indexes.heap.pinned.delete(change);
    };
    return new Promise((resolve, reject) => {
      this.#pending.push(problem => {
        unpin();
        undo();
        reject(problem);
      });
      log.append(entry).then(
        () => {
          // the log is in order: the change is the first that waits
          this.#pending.shift();
          unpin();
          kept?.();
          this.checkpointIfDue();
          resolve();
        },
        cause => this.#undoAll(unsaved(cause)),
      );
    });
  }

  /** Logs changes that count only with the `whole` of that number. Rejects with `data-unsaved`. */
  logPart(changes: readonly Changed[], whole: number): Promise<void> | undefined {
    return this.log?.append(entryText(changes, { part: whole }), whole).catch(cause => {
      throw unsaved(cause);
    });
  }

  /** Whether changes wait for the log. */
  get isWaiting(): boolean {
    return this.#pending.length > 0;
  }

  /** Writes a checkpoint now. Rejects with why it could not be written. */
  async checkpoint(): Promise<void> {
    if (!this.log) return;
    await this.#checkpoint;
    const failure = await this.#writeCheckpoint();
    if (failure) throw failure;
  }

  async settled(): Promise<void> {
    await this.log?.settled();
    await this.#checkpoint;
  }

  /** Refuses all changes from now on, for the first reason that is given. */
  refuseChanges(refusal: () => Problem): void {
    this.#refusal ??= refusal;
  }

  /** Writes a last checkpoint and closes the log. Throws why the next start would not have all changes. */
  async close(): Promise<void> {
    await this.settled();
    const { log } = this;
    if (!log) return;
    // files that are not as they were left, but can still be made right, make a checkpoint due
    isRight(log);
    // nobody edits shared data by hand
    const failure = log.size > 0 && !log.turns ? await this.#writeCheckpoint() : undefined;
    await log.close();
    try {
      log.verify?.();
    } catch (cause) {
      throw closedWithout(cause);
    }
    if (failure) this.#onFailure(failure);
  }

  /** Begins to write a checkpoint, if the log has grown enough for it. */
  checkpointIfDue(): void {
    if (!this.log || this.isBoundToLog || this.#refusal) return;
    if (this.log.size <= Math.max(this.log.most, this.#notBefore)) return;
    this.#checkpoint ??= this.#writeCheckpoint().then(failure => {
      this.#checkpoint = undefined;
      if (failure) this.#onFailure(failure);
    });
  }

  /** Repeats an entry of another process, in time slices. */
  async #repeat({ changes, next, generations, scenario }: LogEntry): Promise<void> {
    await inSlices(changes, change => replay(this.now, change));
    for (const name of new Set(changes.map(change => change.in))) {
      this.now.collection(name).indexes.heap.sweepIfDue();
    }
    Object.assign(this.now.next, next);
    // other data, since these remember the generations that they had
    if (generations) {
      this.use(new Data({ ...this.now.about, generations, scenario }, this.now.next, this.now.collections));
    }
  }

  #undoAll(problem: Problem): void {
    for (const undo of this.#pending.splice(0).reverse()) undo(problem);
    // a checkpoint may be what makes the files right again
    this.checkpointIfDue();
  }

  /** Resolves with why the checkpoint could not be written, where that is so. */
  async #writeCheckpoint(): Promise<Problem | undefined> {
    try {
      const write = () => this.#low.write();
      await (this.log?.turns ? this.log.turns.read(write) : write());
      this.#notBefore = 0;
      return undefined;
    } catch (cause) {
      // once the log has grown as much again
      if (this.log) this.#notBefore = this.log.size + this.log.most;
      if (this.log?.turns) return unsaved(cause);
      return checkpointFailed(cause, { isLogged: !this.log || isRight(this.log) });
    }
  }
}

/** Whether the next start would have everything that was acknowledged. */
function isRight(log: DataLog): boolean {
  try {
    log.verify?.();
    return true;
  } catch {
    return false;
  }
}

/** Throws when a replaced collection is written to. */
function refuseReplaced(_: RecordChange, { name }: Collection): never {
  throw new Error(`${name} was put back meanwhile`);
}
