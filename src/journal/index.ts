// Knows the exchanges that were seen: keeps the newest, finds them again, shows them without their secrets.
// Refuses to know what is right about them: contracts, stores and sockets.
export { type Criteria, parseCriteria } from './criteria/criteria.js';
export { type JudgedRequest, RequestView } from './criteria/request-view.js';
export type { BodyView, Describe, Description, Entry } from './entry.js';
export { entryJson } from './entry-json.js';
export { type Exchange, isUnmatched, type RespondedBy, type SentBodies } from './exchange.js';
export { type EntryFilter, type EntryPage, Journal, type Page } from './journal.js';
export { JournalMemory, MOST_EXCHANGES } from './journal-memory.js';
export { redactHeaders, redactJson, redactText, redactUrl } from './redact/redact.js';
export { isSecretName } from './redact/secret-name.js';
export { refusalText, shortened } from './redact/summarize-refusal.js';
