import { Problem } from '../../kernel/index.js';
import type { OnProgress } from '../change/build-collections.js';
import type { Data } from '../change/data.js';
import { replayer } from '../change/log-entry.js';
import type { DataAdapter } from '../change/open-data.js';
import { checkpointReader, checkpointText, OtherLayout } from '../disk/checkpoint.js';
import type { CollectionDefinition } from '../memory/definition.js';
import { replaceCheckpoint } from './checkpoints.js';
import { EngineConnection } from './engine-connection.js';
import { unavailable, unusable } from './shared-failures.js';
import { SharedLog, type SharedLogOptions } from './shared-log.js';
import { beginCreation, create, type DataSet, hasTables, type LogPlace, readDataSet } from './tables.js';

export type SharedOptions = SharedLogOptions & {
  definitions: readonly CollectionDefinition[];
  onProgress?: OnProgress | undefined;
};

/** Keeps the data in PostgreSQL, for several processes: a checkpoint in the form of the data file, and the log since. */
export class SharedAdapter implements DataAdapter {
  log?: SharedLog;
  readonly #options: SharedOptions;
  /** In the transaction that creates the tables, which the first checkpoint ends. */
  #creating: EngineConnection | undefined;
  #tokenKey = '';

  constructor(options: SharedOptions) {
    this.#options = options;
  }

  /** The key that signs the tokens of all processes; there once the data are. */
  get tokenKey(): Uint8Array {
    return Buffer.from(this.#tokenKey, 'hex');
  }

  /** Null where this process is the one that creates the data. */
  async read(): Promise<Data | null> {
    const connection = await EngineConnection.open(this.#options.url).catch(error => {
      // there is nothing yet that could be asked again
      if (error.code !== 'store-unavailable') throw error;
      throw new Problem(error.code, error.message, { fix: 'Start PostgreSQL, or correct `--store`.', cause: error });
    });
    try {
      if (!(await hasTables(connection)) && (await beginCreation(connection))) {
        this.#creating = connection;
        return null;
      }
      return await this.#read(connection);
    } catch (error) {
      throw asProblem(error);
    } finally {
      if (!this.#creating) connection.close();
    }
  }

  /** Writes the first checkpoint, or another one, for which it is called in a turn. */
  async write(data: Data): Promise<void> {
    const connection = this.#creating;
    if (!connection) return this.#replaceCheckpoint(data);
    try {
      this.#begin(await create(connection, inBlocks(checkpointText(data))));
    } catch (error) {
      throw asProblem(error);
    } finally {
      this.#creating = undefined;
      connection.close();
    }
  }

  async #replaceCheckpoint(data: Data): Promise<void> {
    const { followed } = this.log as SharedLog;
    const [frozen, { place, state }] = [data.fork(), followed];
    frozen.about = { ...frozen.about, state };
    followed.size = 0;
    let connection: EngineConnection | undefined;
    try {
      connection = await EngineConnection.open(this.#options.url);
      await replaceCheckpoint(connection, { ...place, checkpoint: inBlocks(checkpointText(frozen)) });
    } catch (error) {
      throw asProblem(error);
    } finally {
      connection?.close();
      frozen.release();
    }
  }

  async #read(connection: EngineConnection): Promise<Data> {
    const reader = checkpointReader(this.#options);
    let state: unknown;
    let replayed: { data: Data; replay: ReturnType<typeof replayer> } | undefined;
    const read = () => {
      if (!replayed) {
        const data = reader.end();
        replayed = { data, replay: replayer(data) };
      }
      return replayed;
    };
    const set = await readDataSet(connection, {
      lines: lines => {
        for (const line of lines.split('\n').slice(0, -1)) reader.take(Buffer.from(line));
      },
      batch: async entries => {
        for (const entry of entries) {
          read().replay(entry);
          state = entry.state ?? state;
        }
      },
    });
    const { data } = read();
    const lacking = this.#options.definitions.filter(({ name }) => !data.collections.has(name));
    if (lacking.length > 0) throw otherCollections(`it lacks ${lacking.map(({ name }) => name).join(', ')}`);
    this.#begin(set, state ?? data.about.state);
    return data;
  }

  #begin({ tokenKey, ...place }: LogPlace & DataSet, state?: unknown): void {
    this.#tokenKey = tokenKey;
    this.log = new SharedLog({ ...place, state }, this.#options);
  }
}

/** Joins pieces of text to blocks of whole lines. */
function* inBlocks(pieces: Iterable<string | Uint8Array>): Generator<string> {
  let block: Buffer[] = [];
  let length = 0;
  for (const piece of pieces) {
    const bytes = Buffer.from(piece);
    block.push(bytes);
    length += bytes.length;
    if (length < BLOCK || bytes.at(-1) !== NEWLINE) continue;
    yield Buffer.concat(block).toString();
    block = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(block).toString();
}

const BLOCK = 1 << 20;
const NEWLINE = 0x0a;

function asProblem(error: unknown): unknown {
  if (error instanceof OtherLayout) return otherCollections(`line ${error.line} of its checkpoint does not fit`);
  const isOfEngine = typeof (error as { code?: unknown }).code === 'string' && !(error as { fix?: unknown }).fix;
  return isOfEngine ? unavailable((error as Error).message, error) : error;
}

function otherCollections(reason: string) {
  return unusable(`it has the data of other APIs: ${reason}`, {
    fix: 'Serve the same APIs in all replicas, or name an empty database or schema.',
  });
}
