// Knows records, queries, transactions and the files that keep them; the only owner of lowdb.
// Refuses to know what a record means, or which API it belongs to.

export { firstOf } from './change/background-jobs.js';
export { MAX_ISSUES, type OnProgress } from './change/build-collections.js';
export type { BulkChange } from './change/bulk-update.js';
export type { RecordDifferences } from './change/compare-data.js';
export { DATA_FORM, type Generations, type Metadata, type SeededData, type SeedNumbers } from './change/data.js';
export { type DataAdapter, type DataOptions, memoryAdapter } from './change/open-data.js';
export { TurnNeeded, type Turns } from './change/turns.js';
export { collectionJson } from './collection-json.js';
export { fileAdapter } from './disk/file-adapter.js';
export { lockFile, lockFolder, type Release } from './disk/files/folder-lock.js';
export { OpenedFile } from './disk/files/opened-file.js';
export { issueLines, MAX_RECORD_DEPTH, parseJsonBytes } from './disk/files/parse-json.js';
export { DURABILITIES, type Durability } from './disk/log/log.js';
export type { Order } from './index/sorted-index.js';
export type { ColumnKind } from './memory/column.js';
export type { Condition } from './memory/condition.js';
export {
  type CollectionDefinition,
  numberIssues,
  type RecordIssue,
  recordIssues,
  type StoredRecord,
} from './memory/definition.js';
export type { Collection, FoundRecords } from './query/collection.js';
export { isSandboxName, Sandboxes, type SandboxLimits } from './sandboxes.js';
export { shownUrl } from './shared/engine-connection.js';
export { SharedAdapter, type SharedOptions } from './shared/shared-adapter.js';
export { MAX_SNAPSHOTS } from './snapshots.js';
export { Store } from './store.js';
