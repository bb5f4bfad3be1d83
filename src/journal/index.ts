// Knows the exchanges that were recorded: keeps the newest, finds them, shows them without their secrets.
// Refuses to know what is right about them: contracts, stores and sockets.
export { type Criteria, parseCriteria } from './criteria/criteria.js';
export { type CriteriaRequest, RequestView } from './criteria/request-view.js';
export type { BodyView, DescribeExchange, Entry } from './entry.js';
export { formatEntry } from './entry-json.js';
export { summarizeEntry } from './entry-summary.js';
export {
  type Exchange,
  type ExchangeDescription,
  isUnmatched,
  type RespondedBy,
  type SentBodies,
  type SentCallback,
} from './exchange.js';
export { type HarEntry, readHarEntry } from './har/read-har.js';
export { writeHarEntry } from './har/write-har.js';
export { type EntryFilter, type EntryPage, type EntryRange, Journal } from './journal.js';
export { JournalMemory, MAX_EXCHANGES } from './journal-memory.js';
export { redactHeaders, redactJson, redactText, redactUrl } from './redact/redact.js';
export { isSecretName } from './redact/secret-name.js';
export { summarizeRefusal, toShortLine } from './redact/summarize-refusal.js';
