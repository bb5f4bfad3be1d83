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
