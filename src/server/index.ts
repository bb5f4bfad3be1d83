// Knows the way of a request through the mock and the port that an API implements; owns the Express app.
// Refuses to know what any API answers, and where its configuration comes from.
export { answerBytes } from './answer-bytes.js';
export type { Api, Repeats, Surroundings } from './api.js';
export type { Answer, Behaviour, Call, Flaw } from './behaviour.js';
export { Casting, type ReadingChoice } from './cast.js';
export { bodyCollector, RequestAborted } from './collect-body.js';
export { CONTROL, type Control, isControl } from './control.js';
export { createApp } from './create-app.js';
export { describer } from './describe.js';
export { isExposed, isLoopback } from './exposure.js';
export { type ConnectionLimits, type Listening, listener } from './listen.js';
export { methodOf } from './method-of.js';
export { forwardedFor, outsideOf } from './outside.js';
export type { RequestLimits } from './pipe-options.js';
export { headersOf, problemOf } from './problem-of.js';
export { readQuery } from './read-query.js';
export type { Refusal } from './seen.js';
export { type Situation, Situations } from './situation.js';
export { unmatched } from './unmatched.js';
