// What reading a data file takes at least: line by line, each record with JSON.parse, and all of them kept.
import { readRecords } from '../read-records.js';

/** @type {Record<string, unknown>[]} */
const records = [];
await readRecords(process.argv[2] ?? '', record => records.push(record));
process.send?.(String(records.length));
process.disconnect?.();
