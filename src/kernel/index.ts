// Knows plain values: our own failures, time, chance, digests, JSON as text, commands for a shell.
// Refuses to know files, sockets and every other room.
export { type Clock, MAX_TIMER, readClock, SettableClock, systemClock } from './clock.js';
export { curlCommand } from './curl-command.js';
export { escapeHtml } from './escape-html.js';
export {
  describeInexactNumber,
  findChangedNumbers,
  findInexactNumbers,
  type InexactNumber,
  parseExactJson,
  parseInteger,
} from './exact-numbers.js';
export { formatInstant, type Instant, parseInstant } from './instant.js';
export { formatPointer, parsePointer, valueAt } from './json-pointer.js';
export { isObject, type JsonReader, type Read, readJson } from './json-reader.js';
export { findJsonError, indexDeeperThan, nestingDepth, replaceEscapedWhitespace } from './json-text.js';
export { digestPassword, isPasswordDigest, verifyPassword } from './password-digest.js';
export { Problem } from './problem.js';
export { type ProblemCode, problems } from './problems.js';
export { createRandom, type Random } from './random.js';
export { isExact, isShallow, parseShallowJson } from './shallow-json.js';
