import { distance } from 'fastest-levenshtein';

/** The name that is most similar to a wrong one, ignoring case; undefined if there are no names. */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
  return nearest(wrong, names)?.name;
}

/** The name that a wrong one probably means; undefined if none is similar enough. */
export function similarName(wrong: string, names: readonly string[]): string | undefined {
  const found = nearest(wrong, names);
  return found && found.far <= Math.max(2, wrong.length * MAX_DIFFERENCE) ? found.name : undefined;
}

function nearest(wrong: string, names: readonly string[]): { name: string; far: number } | undefined {
  const wanted = wrong.slice(0, MAX_COMPARED).toLowerCase();
  let found: { name: string; far: number } | undefined;
  for (const name of names) {
    const far = distance(name.slice(0, MAX_COMPARED).toLowerCase(), wanted);
    if (!found || far < found.far) found = { name, far };
  }
  return found;
}

/** How many characters of a name are compared. */
const MAX_COMPARED = 200;

/** The share of a name's characters that may differ. */
const MAX_DIFFERENCE = 0.4;

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
