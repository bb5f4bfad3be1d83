// Knows how a request gets to a server, at a URL or in this process, and what came back.
// Refuses to know what a good answer is.
export { curlOf } from './curl.js';
export { type Exchange, mediaTypeOf, type Reply } from './exchange.js';
export { openTarget, type Target, type TargetAddress, type TargetOptions, targetUrl } from './open-target.js';
export { type HeaderValue, type Secret, secret, type TargetRequest } from './request.js';
