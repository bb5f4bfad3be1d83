import { distance } from 'fastest-levenshtein';

/** The name of those that there are which a wrong name most likely means; undefined where none is like it. */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
  const asked = wrong.slice(0, LONGEST).toLowerCase();
  const ranked = names
    .map(name => ({ name, far: distance(name.toLowerCase(), asked) }))
    .sort((left, right) => left.far - right.far);
  const [nearest] = ranked;
  return nearest && nearest.far <= Math.max(2, asked.length * ALIKE) ? nearest.name : undefined;
}

/** How many characters of a wrong name are compared. */
const LONGEST = 100;

/** Which part of a name may be wrong. */
const ALIKE = 0.4;
