import { distance } from 'fastest-levenshtein';

/** How many characters of names are compared. */
const LONGEST = 200;

/** The one of some names that is most like another, whatever their case; undefined where there are none. */
export function nearestOf(name: string, names: readonly string[]): string | undefined {
  const asked = name.slice(0, LONGEST).toLowerCase();
  let nearest: { name: string; far: number } | undefined;
  for (const other of names) {
    const far = distance(other.slice(0, LONGEST).toLowerCase(), asked);
    if (!nearest || far < nearest.far) nearest = { name: other, far };
  }
  return nearest?.name;
}
