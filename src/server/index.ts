// Knows the way of a request through the mock and the port that an API implements; owns the Express app.
// Refuses to know what any API answers, and where its configuration comes from.

export { ADMIN_PATH, type AdminHandler, isAdminPath } from './admin-path.js';
export type { Api, AuthContext, Repeats } from './api.js';
export { ApiSetCache, type ReadingSettings } from './api-set.js';
export { bodyCollector, RequestAborted } from './collect-body.js';
export { createApp } from './create-app.js';
export { describer } from './describe.js';
export { isExposed, isLoopback } from './exposure.js';
export { externalAddressOf, forwardedFor } from './external-address.js';
export type { ApiResponse, Handler, HandlerCall, RequestIssue } from './handler.js';
export { type ConnectionLimits, type Listening, listener } from './listen.js';
export { methodOf } from './method-of.js';
export type { RequestLimits } from './pipe-options.js';
export { headersOf, problemOf } from './problem-of.js';
export { readQuery } from './read-query.js';
export type { Refusal } from './recording.js';
export { responseBytes } from './response-bytes.js';
export { unmatched } from './unmatched.js';
export { type Workspace, Workspaces } from './workspace.js';
