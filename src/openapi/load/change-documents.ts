import { isObject, parsePointer, valueAt } from '../../kernel/index.js';
import { type SourcePlace, splitPlace } from '../source-place.js';

/** Values by the places where they shall stand. */
export type Changes = readonly (readonly [place: SourcePlace, value: unknown])[];

/**
 * Copies documents, and puts other values at some places of them. A place may be new where its object is there. Throws a
 * `RangeError`, which names the place, where its object is not.
 */
export function changeDocuments<T>(documents: ReadonlyMap<string, T>, changes: Changes): Map<string, T> {
  const changed = new Map(documents);
  const copied = new Set<string>();
  for (const [place, value] of changes) {
    const { file, pointer } = splitPlace(place);
    if (!copied.has(file)) changed.set(file, structuredClone(changed.get(file)) as T);
    copied.add(file);
    const holder = valueAt(changed.get(file), pointer.slice(0, pointer.lastIndexOf('/')));
    const name = parsePointer(pointer).at(-1);
    if (name === undefined || !(isObject(holder) || Array.isArray(holder))) {
      throw new RangeError(`${place} does not exist`);
    }
    (holder as Record<string, unknown>)[name] = value;
  }
  return changed;
}
