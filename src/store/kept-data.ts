import type { Low } from 'lowdb';
import type { Problem } from '../kernel/index.js';
import type { DataLog } from './adapter.js';
import type { Collection, SlotChange } from './collection.js';
import { Data } from './data.js';
import { type Changed, entryText } from './log-entry.js';
import { Pins } from './pins.js';
import { checkpointFailed, closedWithout, unsaved } from './store-failures.js';
import { Unsaved } from './unsaved.js';
import { Watch } from './watch.js';

/** Told of each change before it is made. */
type OnChange = (slots: SlotChange, collection: Collection) => void;

/** How a change is undone if the log fails, what else is to do once the log has it, and whose slots it needs until then. */
type Logged = { undo(): void; kept?(): void; changes?: readonly Changed[] };

/** The data as they are now and, where they outlive the process, the log that keeps what is changed. */
export class KeptData {
  readonly log: DataLog | undefined;
  /** The records that are changed while long work goes on. */
  readonly watch = new Watch();
  /** Whether something is under way that must stay within one log. */
  isBoundToLog = false;
  readonly #low: Low<Data>;
  readonly #onChange: OnChange;
  readonly #onFailure: (problem: Problem) => void;
  readonly #unsaved = new Unsaved();
  readonly #pins: Pins;
  #checkpoint: Promise<void> | undefined;
  /** How many bytes the log must have before another checkpoint is tried, after one has failed. */
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
    this.#pins = new Pins(log ? low.data : NO_DATA);
    this.use(low.data);
  }

  get now(): Data {
    return this.#low.data;
  }

  /** Puts other data in the place of all there are. */
  use(data: Data): void {
    for (const collection of this.#low.data.collections.values()) collection.onChange = putBack;
    this.#low.data = data;
    for (const collection of data.collections.values()) collection.onChange = this.#onChange;
  }

  /** Throws why nothing may be changed any more, where that is so. */
  assertOpen(): void {
    if (this.#refusal) throw this.#refusal();
  }

  /** Kept once the log has an entry; throws `data-unsaved` where that fails and the change was undone. */
  logged(entry: string, { undo, kept = () => {}, changes = [] }: Logged): Promise<void> | undefined {
    const { log } = this;
    if (!log) {
      kept();
      return undefined;
    }
    this.#pins.hold(changes);
    return this.#unsaved.add(log.append(entry), {
      undo: () => {
        this.#pins.letGo(changes);
        undo();
        // once all that waits is undone: a checkpoint may be what makes the files right again
        queueMicrotask(() => this.checkpointIfDue());
      },
      kept: () => {
        this.#pins.letGo(changes);
        kept();
        this.checkpointIfDue();
      },
      problemOf: unsaved,
    });
  }

  /** Has the log take in changes that count only with the `whole` of that number. Throws `data-unsaved`. */
  logPart(changes: readonly Changed[], whole: number): Promise<void> | undefined {
    return this.log?.append(entryText(changes, { part: whole })).catch(cause => {
      throw unsaved(cause);
    });
  }

  async settled(): Promise<void> {
    await this.log?.settled();
    await this.#checkpoint;
  }

  /** Has all changes from now on refused, for the first reason that is given. */
  refuseChanges(refusal: () => Problem): void {
    this.#refusal ??= refusal;
  }

  /** Writes what was changed into the checkpoint, and lets the log go. Throws why the next start would not have it all. */
  async close(): Promise<void> {
    await this.settled();
    const { log } = this;
    if (!log) return;
    // what is not as it was left, but can still be made right, makes a checkpoint due
    isRight(log);
    const failure = log.size > 0 ? await this.#writeCheckpoint() : undefined;
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

  /** Answers why it could not be written, where that is so. */
  async #writeCheckpoint(): Promise<Problem | undefined> {
    try {
      await this.#low.write();
      this.#notBefore = 0;
      return undefined;
    } catch (cause) {
      // once the log has grown as much again
      if (this.log) this.#notBefore = this.log.size + this.log.most;
      return checkpointFailed(cause, { isLogged: !this.log || isRight(this.log) });
    }
  }
}

/** Whether the next start would have all that was acknowledged. */
function isRight(log: DataLog): boolean {
  try {
    log.verify?.();
    return true;
  } catch {
    return false;
  }
}

/** Whoever still holds a collection that was put back, or changed as a whole, must not change what nobody asks any more. */
function putBack(_: SlotChange, { name }: Collection): never {
  throw new Error(`${name} was put back meanwhile`);
}

const NO_DATA = new Data({ understudy: 0, seed: 0, users: 0 }, {}, new Map());
