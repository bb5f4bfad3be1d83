// Knows plain values: our own failures, time, chance, digests, JSON as text, commands for a shell.
// Refuses to know files, sockets and every other room.
export { type Clock, MAX_TIMER, readClock, SettableClock, systemClock } from './clock.js';
export { curlCommand } from './curl-command.js';
export { escapeHtml } from './escape-html.js';
export {
  changedNumbers,
  type InexactNumber,
  inexactMessage,
  inexactNumbers,
  parseExactJson,
  parseInteger,
} from './exact-numbers.js';
export { formatInstant, type Instant, parseInstant } from './instant.js';
export { pointerOf, pointerTokens, valueAt } from './json-pointer.js';
export { isObject, type JsonReader, type Read, readJson } from './json-reader.js';
export { indexDeeperThan, jsonErrorAt, nestingDepth, withEscapedWhitespace } from './json-text.js';
export { digestPassword, isPasswordDigest, isPasswordOf } from './password-digest.js';
export { Problem } from './problem.js';
export { type ProblemCode, problems } from './problems.js';
export { type Random, randomOf } from './random.js';
export { isExact, isShallow, parseShallowJson } from './shallow-json.js';
