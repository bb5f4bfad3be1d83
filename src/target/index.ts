// Knows how to send a request to a server, at a URL or in this process, and how to read the response.
// Refuses to know which responses are right.
export { isLoopback, targetUrl } from './address.js';
export {
  type ExchangeSummary,
  formatCurl,
  type HeaderValue,
  isJsonType,
  readMediaType,
  type Secret,
  secret,
  summariseExchange,
  type TargetExchange,
  type TargetRequest,
  type TargetResponse,
} from './exchange.js';
export { DEFAULT_MAX_BODY, openTarget, type Target, type TargetAddress, type TargetOptions } from './open-target.js';
export { createDirectSender, type DirectRequest, type DirectSender } from './send-directly.js';
