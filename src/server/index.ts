// Knows the steps of a request through the mock and the port that an API implements; owns the Express app.
// Refuses to know what any API responds, and where its configuration comes from.

export type { RequestIssue } from '../openapi/index.js';
export type { Wrong } from './context/recording.js';
export { type Workspace, Workspaces } from './context/workspace.js';
export { createApp } from './create-app.js';
export { describer } from './describe.js';
export { type ConnectionLimits, type Listening, listener } from './listen.js';
export type { AdminHandler, ConsoleHandler, RequestLimits } from './pipe-options.js';
export type {
  Api,
  ApiCallback,
  ApiResponse,
  AuthContext,
  EndedExchange,
  Handler,
  HandlerCall,
  Preferred,
  RequestParts,
} from './port/api.js';
export { ApiSetCache, findEndpoint, type ReadingSettings } from './port/api-set.js';
export { bodyCollector, RequestAborted } from './request/collect-body.js';
export { externalAddressOf, foreignHostOf, forwardedFor, isExposed, isLoopback } from './request/connection.js';
export { createLenientReader } from './request/lenient-reader.js';
export { type Repeats, readQuery } from './request/read-query.js';
export { ADMIN_PATH, isAdminPath, methodOf } from './request/request-head.js';
export { isVisitorName, visitorName } from './request/visitors.js';
export { headersOf, problemOf, SANDBOX_CREATED } from './response/send-response.js';
export { CallbackSender } from './send-callbacks.js';
export { wantsPage } from './unmatched/front-page.js';
export { unmatched } from './unmatched/refuse-unmatched.js';
