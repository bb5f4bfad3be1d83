// Knows the steps of a request through the mock and the port that an API implements; owns the Express app.
// Refuses to know what any API responds, and where its configuration comes from.

export type { Refusal } from './context/recording.js';
export { type Workspace, Workspaces } from './context/workspace.js';
export { createApp } from './create-app.js';
export { describer } from './describe.js';
export { type ConnectionLimits, type Listening, listener } from './listen.js';
export { isExposed, isLoopback } from './network/exposure.js';
export { externalAddressOf, forwardedFor } from './network/external-address.js';
export type { RequestLimits } from './pipe-options.js';
export type { Api, AuthContext, Repeats } from './port/api.js';
export { ApiSetCache, type ReadingSettings } from './port/api-set.js';
export type { ApiResponse, Handler, HandlerCall, RequestIssue } from './port/handler.js';
export { responseBytes } from './port/response-bytes.js';
export { ADMIN_PATH, type AdminHandler, isAdminPath } from './request/admin-path.js';
export { bodyCollector, RequestAborted } from './request/collect-body.js';
export { readQuery } from './request/read-query.js';
export { methodOf } from './request/request-target.js';
export { headersOf, problemOf } from './response/problem-of.js';
export { unmatched } from './unmatched/unmatched.js';
