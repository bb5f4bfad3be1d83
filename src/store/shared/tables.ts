import { randomBytes, randomUUID } from 'node:crypto';
import type { LogEntry } from '../change/log-entry.js';
import { writeCheckpoint } from './checkpoints.js';
import type { EngineConnection, ResultRows } from './engine-connection.js';
import { unusable } from './shared-failures.js';

/** The version of the form of the tables, and of what is in them. */
const STORE_FORM = 1;

/**
 * The head has the position of the last batch in the log; whoever locks its row may append the next. Each batch names the one
 * before it. Parts of large changes count once a batch has their `whole`. The checkpoint has the lines of a data file.
 */
const TABLES = `
  CREATE TABLE understudy_head (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    form integer NOT NULL,
    data_id uuid NOT NULL,
    token_key text NOT NULL,
    position bigint NOT NULL,
    last uuid NOT NULL,
    checkpoint bigint NOT NULL,
    checkpoint_last uuid NOT NULL,
    checkpoint_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE understudy_log (
    position bigint PRIMARY KEY,
    batch uuid NOT NULL,
    after uuid NOT NULL,
    entries text NOT NULL
  );
  CREATE TABLE understudy_parts (
    whole bigint,
    number integer,
    entry text NOT NULL,
    made timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (whole, number)
  );
  CREATE TABLE understudy_checkpoint (
    position bigint,
    number integer,
    lines text NOT NULL,
    PRIMARY KEY (position, number)
  )`;

/** The batch that the log of a data set ends with. */
export type LogPlace = { position: number; last: string };

/** What a data set was read or created with. */
export type DataSet = {
  dataId: string;
  /** The key that signs its tokens. */
  tokenKey: string;
  /** The position of its checkpoint, and how many characters that has. */
  checkpoint: number;
  checkpointSize: number;
};

/** The head, and a batch after a position; without one, the columns of the batch are null. */
export type HeadRow = ResultRows[number];

/** How many batches are read at once. */
export const MAX_BATCHES = 200;

/** Reads the head and the batches after a position, in one statement, so that they fit each other. */
export function readHead(position: number): string {
  return `SELECT h.form, h.data_id, h.position, h.last, h.checkpoint, l.position AS at, l.batch, l.after, l.entries
    FROM understudy_head h LEFT JOIN LATERAL (
      SELECT * FROM understudy_log WHERE position > ${position} ORDER BY position LIMIT ${MAX_BATCHES}
    ) l ON true ORDER BY l.position`;
}

export const LOCK_HEAD = 'SELECT 1 FROM understudy_head FOR UPDATE';

/** Appends a batch and commits it; the others are notified. */
export function appendBatch(
  connection: EngineConnection,
  { position, batch, after, entries }: { position: number; batch: string; after: string; entries: string },
): Promise<ResultRows> {
  return connection.query(`
    INSERT INTO understudy_log (position, batch, after, entries)
      VALUES (${position}, '${batch}', '${after}', ${connection.quote(entries)});
    UPDATE understudy_head SET position = ${position}, last = '${batch}';
    NOTIFY ${CHANNEL};
    COMMIT`);
}

export const CHANNEL = 'understudy';

export async function hasTables(connection: EngineConnection): Promise<boolean> {
  // not to_regclass, whose cache may lack what another process has just created
  const found = await connection.query(
    "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = 'understudy_head'",
  );
  return found.length > 0;
}

/**
 * Begins the transaction that creates the tables, unless another process has created them; returns whether it began. Only one
 * process at a time is in such a transaction.
 */
export async function beginCreation(connection: EngineConnection): Promise<boolean> {
  // to seed many records takes longer than a turn may
  await connection.query(`BEGIN;
    SET LOCAL lock_timeout = '10min'; SET LOCAL statement_timeout = '10min';
    SET LOCAL idle_in_transaction_session_timeout = '10min'`);
  await connection.query("SELECT pg_advisory_xact_lock(hashtext('understudy'), hashtext(current_schema()))");
  if (!(await hasTables(connection))) return true;
  await connection.query('ROLLBACK');
  return false;
}

/** Creates the tables, with a checkpoint, and commits them. Resolves with the token key and the place of the empty log. */
export async function create(connection: EngineConnection, checkpoint: Iterable<string>): Promise<LogPlace & DataSet> {
  const [dataId, last] = [randomUUID(), randomUUID()];
  const tokenKey = randomBytes(TOKEN_KEY_BYTES).toString('hex');
  await connection.query(TABLES);
  await writeCheckpoint(connection, { position: 0, checkpoint });
  await connection.query(
    `INSERT INTO understudy_head (form, data_id, token_key, position, last, checkpoint, checkpoint_last)
      VALUES ($1, $2, $3, 0, $4, 0, $4)`,
    [STORE_FORM, dataId, tokenKey, last],
  );
  await connection.query('COMMIT');
  return { position: 0, last, dataId, tokenKey, checkpoint: 0, checkpointSize: 0 };
}

const TOKEN_KEY_BYTES = 32;

/**
 * Reads a whole data set in one view of it: the rows of its checkpoint, then the batches after that. Resolves with where the
 * log ends.
 */
export async function readDataSet(
  connection: EngineConnection,
  take: { lines(lines: string): void; batch(entries: LogEntry[]): Promise<void> },
): Promise<LogPlace & DataSet> {
  await connection.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const [head] = await connection.query('SELECT * FROM understudy_head');
  assertForm(head);
  let checkpointSize = 0;
  for (let number = 0; ; number++) {
    const [row] = await connection.query(
      'SELECT lines FROM understudy_checkpoint WHERE position = $1 AND number = $2',
      [head.checkpoint, number],
    );
    if (!row) break;
    take.lines(row.lines);
    checkpointSize += row.lines.length;
  }
  let place: LogPlace = { position: Number(head.checkpoint), last: head.checkpoint_last };
  while (place.position < Number(head.position)) {
    for (const row of await connection.query(readHead(place.position))) {
      await take.batch(await entriesOf(connection, row));
      place = { position: Number(row.at), last: row.batch };
    }
  }
  await connection.query('COMMIT');
  const checkpoint = Number(head.checkpoint);
  return { ...place, dataId: head.data_id, tokenKey: head.token_key, checkpoint, checkpointSize };
}

/** Throws `store-unusable` where a newer version has written the tables, or where they are empty. */
export function assertForm(head: HeadRow | undefined): asserts head is HeadRow {
  if (!head) throw unusable('its table understudy_head is empty');
  if (head.form === STORE_FORM) return;
  throw unusable(`it has the form ${head.form}, and this version knows the form ${STORE_FORM}`, {
    fix: 'Start a version of Understudy that knows the form.',
  });
}

/** The entries of a batch, each with the parts that count from now on. */
export async function entriesOf(connection: EngineConnection, row: HeadRow): Promise<LogEntry[]> {
  const entries = JSON.parse(row.entries) as LogEntry[];
  for (const entry of entries) if (entry.whole !== undefined) await addParts(connection, entry);
  return entries;
}

async function addParts(connection: EngineConnection, entry: LogEntry): Promise<void> {
  const parts: LogEntry['changes'] = [];
  for (let last = -1; ; ) {
    const rows = await connection.query(
      'SELECT number, entry FROM understudy_parts WHERE whole = $1 AND number > $2 ORDER BY number LIMIT $3',
      [entry.whole, last, PARTS],
    );
    for (const row of rows) for (const change of (JSON.parse(row.entry) as LogEntry).changes) parts.push(change);
    if (rows.length < PARTS) break;
    last = rows.at(-1)?.number;
  }
  entry.changes = [...parts, ...entry.changes];
}

/** How many parts are read at once. */
const PARTS = 16;

export async function appendPart(
  connection: EngineConnection,
  { whole, number, entry }: { whole: number; number: number; entry: string },
): Promise<void> {
  await connection.query('INSERT INTO understudy_parts (whole, number, entry) VALUES ($1, $2, $3)', [
    whole,
    number,
    entry,
  ]);
}
