import { similarName } from '../../../openapi/index.js';

/** How many names are listed where none is similar. */
const MAX_LISTED = 12;

/** The end of a sentence about an unknown name: the nearest one, or a few of those that are known. */
export function suggest(name: string, known: readonly string[]): string {
  const similar = similarName(name, known);
  if (similar !== undefined) return `; did you mean ${similar}?`;
  if (known.length === 0) return '.';
  const more = known.length > MAX_LISTED ? ', …' : '';
  return `; the known names are ${known.slice(0, MAX_LISTED).join(', ')}${more}.`;
}
