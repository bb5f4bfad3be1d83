// json-server with the same users, in a file of its own: arguments are the data to take and the file to make.
import { createServer } from 'node:http';
import { createApp } from 'json-server/lib/app.js';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { readRecords } from '../read-records.js';
import { ready } from './ready.js';

const [from = '', file = ''] = process.argv.slice(2);
/** @type {Record<string, unknown>[]} */
const users = [];
await readRecords(from, record => {
  if ('user_id' in record) users.push({ id: String(record.user_id), ...record });
});

/** @type {Low<import('json-server/lib/service.js').Data>} */
const db = new Low(new JSONFile(file), {});
db.data = { users };
await db.write();

const { attach } = createApp(db, { logger: false });
ready(createServer(/** @type {import('node:http').RequestListener} */ (/** @type {unknown} */ (attach))));
