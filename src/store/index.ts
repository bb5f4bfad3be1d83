// Knows records, queries, transactions and the files that keep them; the only owner of lowdb.
// Refuses to know what a record means, or which API it belongs to.
export { type DataAdapter, memoryAdapter } from './adapter.js';
export type { BulkChange } from './bulk.js';
export type { Collection } from './collection.js';
export { collectionJson } from './collection-json.js';
export type { ColumnKind } from './column.js';
export type { Condition } from './condition.js';
export { type About, DATA_FORM, type SeededData } from './data.js';
export type { CollectionDefinition } from './definition.js';
export { fileAdapter } from './file-adapter.js';
export { firstOf } from './first-of.js';
export { flawLines } from './flaw-lines.js';
export { lockFile, lockFolder, type Release } from './folder-lock.js';
export type { FoundRecords } from './found-records.js';
export type { Generations } from './generations.js';
export { DURABILITIES, type Durability } from './log.js';
export { MOST_FLAWS } from './made-collections.js';
export { MAX_RECORD_DEPTH } from './nesting.js';
export { OpenedFile } from './opened-file.js';
export type { Order } from './order.js';
export { parseJsonBytes } from './parse-json-bytes.js';
export type { RecordFlaw, StoredRecord } from './record.js';
export { numberFlaws, recordFlaws } from './record-flaws.js';
export { isSandboxName, Sandboxes, type SandboxLimits } from './sandboxes.js';
export type { OnProgress } from './seed-data.js';
export { MOST_SNAPSHOTS, Store } from './store.js';
