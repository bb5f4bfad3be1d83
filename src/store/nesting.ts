import { indexDeeperThan } from '../kernel/index.js';

/** How deeply the JSON of a record may be nested: everything that reads, checks and writes it can still do so. */
export const MAX_RECORD_DEPTH = 1000;

/** A record in a file stands in a few objects and lists. */
const MAX_FILE_DEPTH = MAX_RECORD_DEPTH + 10;

/** What a file is, or a line of it, that is nested deeper than a record may be. */
export const TOO_DEEP = `nested more than ${MAX_RECORD_DEPTH} levels deep`;

/** Where in a file, or in a line of it, something is nested deeper than a record may be; -1 where nothing is. */
export function indexTooDeep(text: string): number {
  // every level has two brackets
  return text.length > 2 * MAX_FILE_DEPTH ? indexDeeperThan(text, MAX_FILE_DEPTH) : -1;
}
