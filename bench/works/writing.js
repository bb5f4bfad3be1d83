import { serve, start } from '../children.js';
import { fdatasyncTime } from '../fdatasync.js';
import { jsonServerCreates } from '../pools/json-server.js';
import { takeTurns } from '../rounds.js';
import { number, rate, times, verdict } from '../table.js';

const FSYNC = 'create';
const NONE = 'create with --durability none';
const JSON_SERVER = 'create of json-server';
const PATCH = 'patch-all of one user';

/** The size at which the target of a patch-all is meant, and the largest at which json-server's creates are waited for. */
const MANY = 1_000_000;
const JSON_SERVER_USERS = 1000;

/**
 * Creates that are acknowledged once they are on the disk beside those that do not wait, and patch-alls of one user beside
 * creates; at the most connections.
 * @param {import('../stage.js').Stage} stage
 * @param {import('../options.js').Options} options
 * @returns {Promise<import('../table.js').Table>}
 */
export async function writing(stage, options) {
  const connections = options.connections.at(-1) ?? 1;
  const rows = [];
  for (const users of options.records) {
    const { pools, copy, file } = await stage.prepared(users);
    const fsync = await serve({ folder: copy(), durability: 'fsync' });
    /** @type {Record<string, import('../rounds.js').Contestant>} */
    const contestants = { [FSYNC]: { url: fsync.url, requests: pools.create } };
    const servers = [fsync];
    if (options.does('create')) {
      const none = await serve({ folder: copy(), durability: 'none' });
      servers.push(none);
      contestants[NONE] = { url: none.url, requests: pools.create };
    }
    if (options.does('create') && users <= JSON_SERVER_USERS) {
      const jsonServer = await start('json-server', [file, stage.path()]);
      servers.push(jsonServer);
      contestants[JSON_SERVER] = { url: jsonServer.url, requests: jsonServerCreates(pools.create) };
    }
    if (options.does('patch')) contestants[PATCH] = { url: fsync.url, requests: pools.patch };

    const outcome = await takeTurns(`writing, ${number(users)} users`, contestants, { ...options, connections });
    /** @param {string} work @param {string} other @param {number} [least] */
    const row = (work, other, least) => ({
      work,
      users: number(users),
      connections: String(connections),
      'understudy/s': rate(outcome.rate(work)),
      beside: other,
      'beside/s': rate(outcome.rate(other)),
      ratio: times(outcome.ratio(work, other)),
      target: least === undefined ? '' : `${least} ×`,
      verdict: verdict(least === undefined ? [] : [{ value: outcome.ratio(work, other), least }]),
    });
    if (contestants[NONE]) rows.push(row(FSYNC, NONE, 0.5));
    if (contestants[JSON_SERVER]) rows.push(row(FSYNC, JSON_SERVER));
    if (contestants[PATCH]) rows.push(row(PATCH, FSYNC, users >= MANY ? 0.7 : undefined));
    await Promise.all(servers.map(server => server.stop()));
  }
  const notes = [
    'A create is acknowledged once it is on the disk, unless the row says otherwise. ' +
      `An fdatasync after 1 KB appended takes ${number(fdatasyncTime(stage.path()), 2)} ms there (median).`,
  ];
  return { title: 'Writing', rows, notes };
}
