import type { LogEntry } from '../change/log-entry.js';
import type { EngineConnection, ResultRows } from './engine-connection.js';
import { unusable } from './shared-failures.js';
import { assertForm, type DataSet, entriesOf, type LogPlace } from './tables.js';

/** Where a process begins to follow the log, and the state that was kept there. */
export type LogStart = LogPlace & Omit<DataSet, 'tokenKey'> & { state: unknown };

/** How far this process has read the shared log, and how it repeats what others append. */
export class FollowedLog {
  place: LogPlace;
  /** Whether changes of others are being made, which must not be seen half done. */
  isRepeating = false;
  repeat: (entry: LogEntry) => Promise<void> = async () => {};
  /** What is kept beside the records, and who is told of another state. */
  state: unknown;
  onState: (state: unknown) => void = () => {};
  /** About how many characters the log has grown by since the checkpoint. */
  size = 0;
  readonly #dataId: string;
  #checkpoint: number;

  constructor({ dataId, checkpoint, position, last, state }: LogStart) {
    this.#dataId = dataId;
    this.#checkpoint = checkpoint;
    this.place = { position, last };
    this.state = state;
  }

  /**
   * Repeats the batches that were read with the head, except those of this process, and returns whether there are no more.
   * Throws `store-unusable` where they do not go on from what this process has.
   */
  async catchUp(
    rows: ResultRows,
    connection: EngineConnection,
    isOwn: (batch: string) => Promise<boolean>,
  ): Promise<boolean> {
    const [head] = rows;
    assertForm(head);
    if (head.data_id !== this.#dataId || Number(head.position) < this.place.position) throw diverged();
    if (Number(head.checkpoint) > this.#checkpoint) this.size = 0;
    this.#checkpoint = Number(head.checkpoint);
    for (const row of rows) {
      if (row.at === null) break;
      if (row.after !== this.place.last) throw diverged();
      if (!(await isOwn(row.batch))) await this.#repeatBatch(row, connection);
      this.place = { position: Number(row.at), last: row.batch };
      this.size += row.entries.length;
    }
    if (Number(head.position) > this.place.position) return false;
    if (head.last !== this.place.last) throw diverged();
    return true;
  }

  async #repeatBatch(row: ResultRows[number], connection: EngineConnection): Promise<void> {
    const entries = await entriesOf(connection, row);
    this.isRepeating = true;
    try {
      for (const entry of entries) {
        await this.repeat(entry);
        if (entry.state === undefined) continue;
        this.state = entry.state;
        this.onState(entry.state);
      }
    } catch (cause) {
      // as where this process has other APIs
      const reason = (cause as Error).message.replace(/\.$/, '');
      throw unusable(`this process cannot repeat a change of another: ${reason}`, { cause });
    } finally {
      this.isRepeating = false;
    }
  }
}

function diverged() {
  return unusable('it is not as this process has left it: its tables were replaced, or changes in it are lost', {
    fix: 'Start this process again; it then reads what the engine has.',
  });
}
