import { chooseReadings, PROFILES, type Reading } from '../../contract/index.js';
import type { Comparison, Resources } from '../../resource/index.js';

/** How a filter compares, where a reading leaves it open: by each choice that is accepted. */
export type FilterReading = { id: string; choices: readonly { id: string; compare: Comparison }[] };

/** The values of the readings, each as the first profile has it; one may be chosen otherwise. */
export function readingValues(readings: readonly Reading[], chosen: Record<string, string> = {}) {
  return chooseReadings(readings, { profile: PROFILES[0], chosen }).values;
}

/**
 * The filters that compare otherwise with another accepted choice of a reading, by operation and parameter: `listPets name`.
 * `resourcesWith` reads the resources with the values of readings.
 */
export function findFilterReadings(
  readings: readonly Reading[],
  resourcesWith: (values: ReadonlyMap<string, unknown>) => Resources,
): ReadonlyMap<string, FilterReading> {
  const found = new Map<string, FilterReading>();
  for (const { id, choices, judge } of readings) {
    const accepted = choices.filter(choice => judge.accepts === 'any' || judge.accepts.includes(choice.id));
    // the resources name only choices that have a value
    if (accepted.length < 2 || accepted.every(({ value }) => value === undefined)) continue;
    const [first, ...others] = accepted.map(choice => ({
      id: choice.id,
      ...resourcesWith(readingValues(readings, { [id]: choice.id })),
    }));
    for (const [operation, { filters = {} }] of Object.entries(first?.operations ?? {})) {
      for (const [name, { compare }] of Object.entries(filters)) {
        const read = [{ id: first?.id ?? '', compare }].concat(
          others.map(choice => ({
            id: choice.id,
            compare: choice.operations[operation]?.filters?.[name]?.compare ?? compare,
          })),
        );
        if (read.some(choice => choice.compare !== compare)) found.set(`${operation} ${name}`, { id, choices: read });
      }
    }
  }
  return found;
}
