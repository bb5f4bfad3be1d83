// Knows plain values: our own failures, time, chance, digests, JSON as text, commands for a shell.
// Refuses to know files, sockets and every other room.
export { canonicalJson } from './canonical-json.js';
export { type Clock, type ClockState, MAX_TIMER, readClock, SettableClock, systemClock } from './clock.js';
export { curlCommand, escapeHtml } from './escape.js';
export {
  describeInexactNumber,
  findChangedNumbers,
  findInexactNumbers,
  type InexactNumber,
  isExact,
  isShallow,
  parseExactJson,
  parseInteger,
  parseShallowJson,
} from './exact-json.js';
export { formatInstant, type Instant, parseInstant } from './instant.js';
export { formatPointer, parsePointer, setMember, valueAt } from './json-pointer.js';
export { isObject, type JsonReader, type Read, readJson } from './json-reader.js';
export { findJsonError, indexDeeperThan, nestingDepth, replaceEscapedWhitespace } from './json-text.js';
export { OWN_CODE, packageFile } from './package-file.js';
export { PALETTE } from './palette.js';
export { digestPassword, isPasswordDigest, verifyPassword } from './password-digest.js';
export { PROBLEM_TYPE, Problem } from './problem.js';
export { type ProblemCode, problems } from './problems.js';
export { createRandom, type Random } from './random.js';
export { isReused, releaseBuffer, responseBytes } from './response-bytes.js';
