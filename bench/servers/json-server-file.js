// json-server with the file of data that the argument names.
import { createServer } from 'node:http';
import { createApp } from 'json-server/lib/app.js';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { ready } from './ready.js';

/** @type {Low<import('json-server/lib/service.js').Data>} */
const db = new Low(new JSONFile(process.argv[2] ?? ''), {});
await db.read();

const { attach } = createApp(db, { logger: false });
ready(createServer(/** @type {import('node:http').RequestListener} */ (/** @type {unknown} */ (attach))));
