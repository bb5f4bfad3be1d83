import { formatPointer, isObject, parsePointer } from '../../kernel/index.js';

/** A place where two values differ; a side without a value there has no member. */
export type Difference = { pointer: string; left?: unknown; right?: unknown };

/** Finds the places where two JSON values differ, from the outside to the inside. */
export function findDifferences(left: unknown, right: unknown, path: readonly string[] = []): Difference[] {
  if (Object.is(left, right)) return [];
  const isInside = (isObject(left) && isObject(right)) || (Array.isArray(left) && Array.isArray(right));
  if (!isInside) {
    return [
      { pointer: formatPointer(path), ...(left !== undefined && { left }), ...(right !== undefined && { right }) },
    ];
  }
  const [before, after] = [membersOf(left), membersOf(right)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(name =>
    findDifferences(before.get(name), after.get(name), [...path, name]),
  );
}

function membersOf(value: object): Map<string, unknown> {
  return new Map(Object.entries(value));
}

/** Whether a pointer is at, or below, one of some places, in which `*` stands for any name. */
export function createPlaceMatcher(places: readonly string[]): (pointer: string) => boolean {
  const parsed = places.map(parsePointer);
  return pointer => {
    const path = parsePointer(pointer);
    return parsed.some(
      place => place.length <= path.length && place.every((name, at) => name === '*' || name === path[at]),
    );
  };
}
