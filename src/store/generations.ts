import { randomInt } from 'node:crypto';

/** Numbers of collections that change whenever all of their records are put back or replaced; a collection without one never was. */
export type Generations = Readonly<Record<string, number>>;

/** So many that no two data are taken for each other, and few enough that several can be added. */
const MOST = 2 ** 47;

/**
 * New generations for some collections. They are drawn rather than counted, so that copies that are replaced side by
 * side never come to have the same.
 */
export function newGenerations(names: Iterable<string>): Generations {
  return Object.fromEntries([...names].map(name => [name, randomInt(1, MOST)]));
}

/** One number for all collections whose names begin in one way; another whenever one of them has been replaced. */
export function generationOf(generations: Generations, start: string): number {
  const found = Object.entries(generations).filter(([name]) => name.startsWith(start));
  return found.reduce((sum, [, generation]) => sum + generation, 0);
}
