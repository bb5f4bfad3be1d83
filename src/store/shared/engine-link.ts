import { Problem } from '../../kernel/index.js';
import { EngineConnection, type Listeners } from './engine-connection.js';
import { CHANNEL } from './tables.js';

/** The connection of a process that follows the log: opened when it is needed, and again after it was lost. */
export class EngineLink {
  readonly #url: string;
  readonly #listeners: Listeners;
  #connection: EngineConnection | undefined;

  constructor(url: string, listeners: Listeners) {
    this.#url = url;
    this.#listeners = listeners;
  }

  get isOpen(): boolean {
    return this.#connection !== undefined;
  }

  /** Rejects with `store-unavailable`. */
  async connect(): Promise<EngineConnection> {
    this.#connection ??= await this.#open();
    return this.#connection;
  }

  drop(): void {
    const lost = this.#connection;
    this.#connection = undefined;
    lost?.close();
  }

  async #open(): Promise<EngineConnection> {
    const connection = await EngineConnection.open(this.#url).catch(cause => {
      // it could be used before, so that it may be soon
      throw new Problem('store-unavailable', cause.message, { cause });
    });
    const { onLost, onNotification } = this.#listeners;
    await connection.listen(CHANNEL, {
      onLost: cause => {
        if (this.#connection !== connection) return;
        this.drop();
        onLost(cause);
      },
      onNotification,
    });
    return connection;
  }
}
