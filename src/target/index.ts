// Knows how a request gets to a server, at a URL or in this process, and what came back.
// Refuses to know what a good answer is.
export { isLoopback, targetUrl } from './address.js';
export {
  type ExchangeSummary,
  formatCurl,
  type HeaderValue,
  isJsonType,
  mediaTypeOf,
  type Secret,
  secret,
  summariseExchange,
  type TargetExchange,
  type TargetRequest,
  type TargetResponse,
} from './exchange.js';
export { DEFAULT_MAX_BODY, openTarget, type Target, type TargetAddress, type TargetOptions } from './open-target.js';
