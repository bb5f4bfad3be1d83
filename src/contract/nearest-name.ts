import { distance } from 'fastest-levenshtein';

/** The one of some names that is most like a wrong one, whatever their case; undefined where there are none. */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
  return nearest(wrong, names)?.name;
}

/** The one of some names that a wrong one most likely means; undefined where none is like it. */
export function similarName(wrong: string, names: readonly string[]): string | undefined {
  const found = nearest(wrong, names);
  return found && found.far <= Math.max(2, wrong.length * MAX_DIFFERENCE) ? found.name : undefined;
}

function nearest(wrong: string, names: readonly string[]): { name: string; far: number } | undefined {
  const asked = wrong.slice(0, MAX_COMPARED).toLowerCase();
  let found: { name: string; far: number } | undefined;
  for (const name of names) {
    const far = distance(name.slice(0, MAX_COMPARED).toLowerCase(), asked);
    if (!found || far < found.far) found = { name, far };
  }
  return found;
}

/** How many characters of names are compared. */
const MAX_COMPARED = 200;

/** Which part of a name may be wrong where another is meant. */
const MAX_DIFFERENCE = 0.4;
