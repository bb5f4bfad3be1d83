import { serve, start } from '../children.js';

/** The most users that json-server copes with. */
const JSON_SERVER_USERS = 100_000;

/**
 * Data of one size and the servers that play them.
 * @typedef {{ prepared: import('../stage.js').Prepared, understudy: import('../children.js').Server,
 *   node: import('../children.js').Server, express: import('../children.js').Server,
 *   jsonServer: import('../children.js').Server | undefined, stop(): Promise<void> }} Size
 */

/**
 * Starts the mock as `serve` ships it and those beside it, all on the same data.
 * @param {import('../stage.js').Stage} stage
 * @param {number} users
 * @returns {Promise<Size>}
 */
export async function sizeOf(stage, users) {
  const prepared = await stage.prepared(users);
  const understudy = await serve({ folder: prepared.copy() });
  const node = await start('bare-node', [prepared.answers]);
  const express = await start('bare-express', [prepared.answers]);
  const jsonServer = users <= JSON_SERVER_USERS ? await start('json-server', [prepared.file, stage.path()]) : undefined;
  const servers = [understudy, node, express, jsonServer];
  return {
    prepared,
    understudy,
    node,
    express,
    jsonServer,
    async stop() {
      await Promise.all(servers.map(server => server?.stop()));
    },
  };
}
