import type { EngineConnection } from './engine-connection.js';

/** Writes a checkpoint, in rows of some lines. */
export async function writeCheckpoint(
  connection: EngineConnection,
  { position, checkpoint }: { position: number; checkpoint: Iterable<string> },
): Promise<void> {
  let number = 0;
  for (const lines of checkpoint) {
    await connection.query('INSERT INTO understudy_checkpoint (position, number, lines) VALUES ($1, $2, $3)', [
      position,
      number++,
      lines,
    ]);
  }
}

/**
 * Puts another checkpoint in the place of the present one, and cuts off the log up to the present one: processes that lag
 * behind still find what they lack. Does nothing where another process is just doing so, or has gone further.
 */
export async function replaceCheckpoint(
  connection: EngineConnection,
  { position, last, checkpoint }: { position: number; last: string; checkpoint: Iterable<string> },
): Promise<void> {
  const [lock] = await connection.query(
    "SELECT pg_try_advisory_lock(hashtext('understudy checkpoint'), hashtext(current_schema())) AS is_ours",
  );
  const [head] = await connection.query('SELECT checkpoint FROM understudy_head');
  if (!lock?.is_ours || Number(head?.checkpoint) >= position) return;
  // those of processes that have ended meanwhile
  await connection.query('DELETE FROM understudy_checkpoint WHERE position <> $1', [head?.checkpoint]);
  await writeCheckpoint(connection, { position, checkpoint });
  await connection.query(`BEGIN;
    DELETE FROM understudy_log l USING understudy_head h WHERE l.position <= h.checkpoint;
    DELETE FROM understudy_parts p USING understudy_head h WHERE p.made < h.checkpoint_at - interval '1 hour';
    DELETE FROM understudy_checkpoint WHERE position <> ${position};
    UPDATE understudy_head SET checkpoint = ${position}, checkpoint_last = '${last}', checkpoint_at = now();
    COMMIT`);
}
