import { setImmediate as afterMicrotasks, setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../kernel/index.js';
import type { LogEntry } from '../change/log-entry.js';
import type { DataLog } from '../change/open-data.js';
import { closed } from '../change/store-failures.js';
import type { Turns } from '../change/turns.js';
import { type Batch, newBatch } from './batch.js';
import { type EngineConnection, isRefused, type ResultRows } from './engine-connection.js';
import { EngineLink } from './engine-link.js';
import { FollowedLog, type LogStart } from './followed-log.js';
import { inDoubt, notSaved, unavailable } from './shared-failures.js';
import { appendBatch, LOCK_HEAD, readHead } from './tables.js';
import { WaitingParts } from './waiting-parts.js';
import { attempt, WaitingWork, type WorkKind } from './waiting-work.js';

export type SharedLogOptions = {
  url: string;
  /** Whether reads do not wait for what other processes have saved just now. */
  isStale: boolean;
  /** Called with a sentence where the engine stops or begins to respond. */
  onWarning: (sentence: string) => void;
};

/**
 * The log that several processes share. One loop serves all who wait: it takes the lock of the head, catches up with the
 * batches of others, lets the reads and then the writes run in memory, appends their entries as one batch, and commits. Where
 * only reads wait, it looks at the head without a lock. Between the run and the commit nothing else runs, so that nobody sees
 * what is not saved. While the engine does not respond, all who wait are refused.
 */
export class SharedLog implements DataLog, Turns {
  readonly turns = this;
  readonly most: number;
  readonly #options: SharedLogOptions;
  readonly followed: FollowedLog;
  readonly #work = new WaitingWork();
  readonly #parts = new WaitingParts();
  readonly #link: EngineLink;
  /** The batch of the present turn, until it is saved or undone. */
  #batch: Batch | undefined;
  /** Since when it is not known whether the batch was saved. */
  #doubtfulSince: number | undefined;
  /** Whether all are refused for good. */
  #isOver = false;
  #wake: () => void = () => {};
  #loop: Promise<void> | undefined;
  #isClosed = false;

  constructor(start: LogStart, options: SharedLogOptions) {
    this.most = Math.max(LEAST_LOG, start.checkpointSize / 4);
    this.followed = new FollowedLog(start);
    this.#options = options;
    this.#link = new EngineLink(options.url, {
      onLost: cause => {
        this.#refuseAll(unavailable(cause.message, cause));
        this.#wake();
      },
      onNotification: () => setTimeout(() => this.#wake(), CATCH_UP_DELAY),
    });
  }

  get size(): number {
    return this.followed.size;
  }

  get state(): unknown {
    return this.followed.state;
  }

  set onState(onState: (state: unknown) => void) {
    this.followed.onState = onState;
  }

  async keep(state: unknown): Promise<void> {
    const before = this.followed.state;
    this.followed.state = state;
    try {
      await this.append(JSON.stringify({ changes: [], state }));
    } catch (error) {
      this.followed.state = before;
      throw error;
    }
  }

  get running(): WorkKind | undefined {
    return this.#work.running;
  }

  get unsaved(): Promise<void> | undefined {
    return this.running === 'write' && this.#batch && this.#batch.entries.length > 0 ? this.#batch.saved : undefined;
  }

  follow(repeat: (entry: LogEntry) => Promise<void>): void {
    this.followed.repeat = repeat;
    this.#loop = this.#serve();
  }

  read<T>(work: () => T): Promise<T> {
    if (this.running) return attempt(work);
    const isQuiet = !this.#batch && !this.followed.isRepeating && !this.#isOver;
    if (this.#options.isStale && isQuiet) return this.#work.runNow('read', () => attempt(work));
    return this.#wait('read', work);
  }

  write<T>(work: () => T): Promise<T> {
    return this.#wait('write', work);
  }

  append(entry: string, whole?: number): Promise<void> {
    if (whole !== undefined) {
      if (this.#work.refusal) return Promise.reject(this.#work.refusal);
      const saved = this.#parts.add(entry, whole);
      this.followed.size += entry.length;
      this.#wake();
      return saved;
    }
    if (this.running !== 'write' || !this.#batch) throw new Error('an entry of a shared log needs a turn');
    this.#batch.entries.push(entry);
    return this.#batch.saved;
  }

  async settled(): Promise<void> {
    while (this.#batch || this.#work.has('write')) await sleep(SHORT);
  }

  async close(): Promise<void> {
    await this.settled();
    this.#isClosed = true;
    this.#work.refusal = closed();
    this.#refuseWaiting(closed());
    this.#link.drop();
    this.#wake();
    await this.#loop;
  }

  #wait<T>(kind: WorkKind, work: () => T): Promise<T> {
    const done = this.#work.add(kind, work);
    this.#wake();
    return done;
  }

  async #serve(): Promise<void> {
    while (!this.#isClosed && !this.#isOver) {
      try {
        const connection = await this.#link.connect();
        if (this.#doubtfulSince !== undefined || this.#work.has('write')) await this.#takeTurn(connection);
        else await this.#look(connection);
        await this.#parts.save(connection);
        this.#recover();
        await this.#somethingToDo();
      } catch (error) {
        if (!this.#isClosed) await this.#fail(error as Error);
      }
    }
  }

  /** Resolves once someone waits, another process has saved something, or it is time to look whether one has. */
  #somethingToDo(): Promise<void> | undefined {
    if (this.#isClosed || this.#work.has('read') || this.#work.has('write') || !this.#parts.isEmpty) return undefined;
    return new Promise(resolve => {
      const timer = setTimeout(resolve, POLL);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #look(connection: EngineConnection): Promise<void> {
    // requests that arrive together wait for one look
    await afterMicrotasks();
    // only who waits already: what is saved after the look is seen by the next
    const reads = this.#work.take('read');
    try {
      while (!(await this.#catchUp(await connection.query(readHead(this.followed.place.position)), connection)));
    } catch (error) {
      reads.refuse(this.#problemOf(error as Error));
      throw error;
    }
    reads.run();
  }

  async #takeTurn(connection: EngineConnection): Promise<void> {
    const rows = await connection.query(`BEGIN; ${LOCK_HEAD}; ${readHead(this.followed.place.position)}`);
    if (!(await this.#catchUp(rows, connection))) {
      // the others need not wait until this process has caught up
      await connection.query('ROLLBACK');
      return;
    }
    await this.#endDoubt(false);
    if (this.#work.has('read')) {
      this.#work.take('read').run();
      // what follows a read in its caller must not see the writes
      await afterMicrotasks();
    }
    const batch = newBatch();
    this.#batch = batch;
    this.#work.take('write').run();
    if (batch.entries.length === 0) {
      this.#batch = undefined;
      await connection.query('ROLLBACK');
      return;
    }
    await this.#commit(batch, connection);
  }

  async #commit(batch: Batch, connection: EngineConnection): Promise<void> {
    const { id, entries } = batch;
    const { position, last } = this.followed.place;
    try {
      await appendBatch(connection, { position: position + 1, batch: id, after: last, entries: `[${entries.join()}]` });
    } catch (error) {
      if (isRefused(error)) await this.#undo(notSaved(error));
      else this.#doubtfulSince = performance.now();
      throw error;
    }
    this.followed.place = { position: position + 1, last: id };
    this.followed.size += entries.reduce((sum, { length }) => sum + length, 0);
    this.#batch = undefined;
    batch.resolve();
  }

  #catchUp(rows: ResultRows, connection: EngineConnection): Promise<boolean> {
    return this.followed.catchUp(rows, connection, async batch => {
      const isOwn = batch === this.#batch?.id;
      await this.#endDoubt(isOwn);
      return isOwn;
    });
  }

  /** Ends the doubt whether a batch was saved: the lock of the head is held, so that it cannot be saved any more. */
  async #endDoubt(isSaved: boolean): Promise<void> {
    if (this.#doubtfulSince === undefined) return;
    this.#doubtfulSince = undefined;
    if (!isSaved) return this.#undo(notSaved(new Error('the connection to the shared store was lost')));
    this.#batch?.resolve();
    this.#batch = undefined;
  }

  /** Lets the changes of the batch be undone, before anything else runs. */
  async #undo(problem: Problem): Promise<void> {
    this.#batch?.reject(problem);
    await afterMicrotasks();
    this.#batch = undefined;
  }

  async #fail(error: Error): Promise<void> {
    const problem = this.#problemOf(error);
    if (isRefused(error) && this.#link.isOpen) {
      this.#refuseWaiting(problem);
      const connection = await this.#link.connect();
      await connection.query('ROLLBACK').catch(() => this.#link.drop());
      await sleep(SHORT);
      return;
    }
    this.#link.drop();
    this.#isOver = problem.code === 'store-unusable';
    this.#refuseAll(problem);
    const isLate = this.#doubtfulSince !== undefined && performance.now() - this.#doubtfulSince > MAX_DOUBT;
    if (isLate || this.#isOver) {
      this.#doubtfulSince = undefined;
      await this.#undo(inDoubt(error));
    }
    if (!this.#isOver) await sleep(RETRY);
  }

  #problemOf(error: Error): Problem {
    return error instanceof Problem ? error : unavailable(error.message, error);
  }

  #refuseAll(problem: Problem): void {
    if (!this.#work.refusal || this.#isOver) this.#options.onWarning(`${problem.message} ${problem.fix}`);
    this.#work.refusal = problem;
    this.#refuseWaiting(problem);
  }

  #refuseWaiting(problem: Problem): void {
    this.#work.refuse(problem);
    this.#parts.refuse(problem);
  }

  #recover(): void {
    if (!this.#work.refusal || this.#isClosed) return;
    this.#work.refusal = undefined;
    this.#options.onWarning('The shared store responds again.');
  }
}

/** A log may grow to this many characters before a checkpoint is due, or to a quarter of the checkpoint. */
const LEAST_LOG = 4 * 1024 * 1024;
/** How often to look whether other processes have saved something, where nobody asks and no notification comes. */
const POLL = 1000;
/** How long after a notification, so that many at once cost one look. */
const CATCH_UP_DELAY = 20;
const RETRY = 250;
const SHORT = 5;
/** How long to find out whether a batch was saved. */
const MAX_DOUBT = 5000;
