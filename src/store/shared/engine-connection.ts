import type { Client } from 'pg';
import { Problem } from '../../kernel/index.js';
import { unavailable, unusable } from './shared-failures.js';

/** Rows by the names of their columns, with values of any type. Types of `pg` would be part of ours, and may not be installed. */
export type ResultRows = Record<string, ReturnType<typeof JSON.parse>>[];

/** Called once the connection is lost, and with each notification of another process. */
export type Listeners = { onLost(cause: Error): void; onNotification(): void };

/** One connection to PostgreSQL. */
export class EngineConnection {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  /** Connects. Rejects with `store-unavailable`, or with `store-unusable` where another try cannot help. */
  static async open(url: string): Promise<EngineConnection> {
    if (!/^postgres(ql)?:\/\//.test(url)) {
      throw unusable('its URL does not begin with postgres://', { fix: URL_FIX });
    }
    const { default: pg } = await import('pg').catch(cause => {
      throw new Problem('store-unusable', 'Failed to open the shared store: the package pg is not installed.', {
        fix: 'Install it beside Understudy: `npm install pg`.',
        cause,
      });
    });
    let client: Client;
    try {
      client = new pg.Client({
        connectionString: url,
        application_name: 'understudy',
        connectionTimeoutMillis: CONNECT_TIMEOUT,
        // beyond what the engine allows a statement: only a dead network takes longer
        query_timeout: STATEMENT_TIMEOUT + 2000,
        keepAlive: true,
      });
    } catch (cause) {
      // the message of the library may have the URL
      throw unusable(`${shownUrl(url)} is no URL of PostgreSQL`, { cause, fix: URL_FIX });
    }
    // without a listener it would end the process; whoever waits gets the failure, too
    client.on('error', () => {});
    const connection = new EngineConnection(client);
    try {
      await client.connect();
      await connection.query(SETTINGS);
      await connection.#assertUsable(url);
      return connection;
    } catch (error) {
      connection.close();
      if (error instanceof Problem) throw error;
      const cause = error as Error & { code?: string };
      const reason = `${shownUrl(url)}: ${cause.message || cause.code}`;
      if (REFUSALS.has(cause.code ?? '')) throw unusable(reason, { cause, fix: URL_FIX });
      throw unavailable(reason, cause);
    }
  }

  /** Receives the notifications of other processes from now on. */
  async listen(channel: string, { onLost, onNotification }: Listeners): Promise<void> {
    const client = this.#client;
    client.on('error', onLost);
    client.on('end', () => onLost(new Error('the connection has ended')));
    // of its own changes it knows
    client.on('notification', ({ processId }) => processId !== processIdOf(client) && onNotification());
    await this.query(`LISTEN ${channel}`);
  }

  /** The rows of a statement or, where there are several, of the last one that has any. */
  async query(text: string, values?: readonly unknown[]): Promise<ResultRows> {
    const result: unknown = await this.#client.query(text, values as unknown[]);
    const results = (Array.isArray(result) ? result : [result]) as { rows: ResultRows }[];
    return results.findLast(({ rows }) => rows.length > 0)?.rows ?? [];
  }

  /** A text as it may stand in a statement. */
  quote(text: string): string {
    return this.#client.escapeLiteral(text);
  }

  /** Closes it, without waiting for the engine. */
  close(): void {
    this.#client.end().catch(() => {});
  }

  async #assertUsable(url: string): Promise<void> {
    const [found] = await this.query(
      "SELECT pg_backend_pid() AS process, current_setting('server_encoding') AS encoding",
    );
    if (found?.process !== processIdOf(this.#client)) {
      throw unusable(`${shownUrl(url)} is a pooler of connections, such as pgbouncer`, {
        fix: 'Name PostgreSQL itself: notifications and locks need connections of their own.',
      });
    }
    if (found?.encoding === 'UTF8') return;
    throw unusable(`the database of ${shownUrl(url)} has the encoding ${found?.encoding}`, {
      fix: 'Create it with the encoding UTF8.',
    });
  }
}

/** A URL without its password and parameters, for people. */
export function shownUrl(url: string): string {
  try {
    const { protocol, username, host, pathname } = new URL(url);
    return `${protocol}//${username && `${username}@`}${host}${pathname}`;
  } catch {
    return 'the given URL';
  }
}

/** Whether a statement was refused, and the connection goes on; otherwise nobody knows what became of it. */
export function isRefused(error: unknown): boolean {
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  return typeof code === 'string' && severity === 'ERROR' && !code.startsWith('57P') && !code.startsWith('08');
}

/** The library has it, but its types do not. */
function processIdOf(client: Client): unknown {
  return (client as unknown as { processID: unknown }).processID;
}

const CONNECT_TIMEOUT = 3000;
const STATEMENT_TIMEOUT = 9000;

/** A replica that stops in its turn, or does not wait for its own, must not hold up the others for long. */
const SETTINGS = `
  SET idle_in_transaction_session_timeout = 5000;
  SET lock_timeout = 8000;
  SET statement_timeout = ${STATEMENT_TIMEOUT}`;

const URL_FIX = 'Correct `--store`: postgres://NAME:PASSWORD@HOST:PORT/DATABASE.';

/** What another try cannot help: the password or the role is wrong, or the database or the host does not exist. */
const REFUSALS = new Set(['28P01', '28000', '3D000', '42501', 'ENOTFOUND', 'ERR_INVALID_URL']);
