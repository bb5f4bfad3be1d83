// Knows records, queries, transactions and the files that keep them; the only owner of lowdb.
// Refuses to know what a record means, or which API it belongs to.
export type { Collection } from './collection.js';
export type { Condition } from './condition.js';
export { type About, type CollectionDefinition, DATA_FORM, type Data } from './data.js';
export { fileAdapter } from './file-adapter.js';
export { lockFolder, type Release } from './folder-lock.js';
export { memoryAdapter } from './memory-adapter.js';
export type { Order } from './order.js';
export { recordText, type StoredRecord } from './record.js';
export { Store } from './store.js';
