// Knows plain values: our own failures, time, digests, JSON as text.
// Refuses to know files, sockets and every other room.
export { type Clock, readClock, systemClock } from './clock.js';
export { formatInstant, type Instant, parseInstant } from './instant.js';
export { pointerOf, pointerTokens, valueAt } from './json-pointer.js';
export { nestingDepth, withEscapedWhitespace } from './json-text.js';
export { digestPassword, isPasswordOf } from './password-digest.js';
export { Problem } from './problem.js';
export { type ProblemCode, problems } from './problems.js';
export { type ClockState, SettableClock } from './settable-clock.js';
