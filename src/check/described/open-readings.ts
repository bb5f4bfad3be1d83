import { chooseReadings, PROFILES, type Reading } from '../../contract/index.js';
import type { Comparison, Resources } from '../../resource/index.js';

/** How a filter compares, where a reading leaves it open: by each choice that is accepted. */
export type FilterReading = { id: string; choices: readonly { id: string; compare: Comparison }[] };

/** Whether credentials are required, where a reading leaves it open: by each choice that is accepted. */
export type AccessReading = { id: string; choices: readonly { id: string; asks: boolean }[] };

type ResourcesWith = (values: ReadonlyMap<string, unknown>) => Resources;

/**
 * The filters that compare otherwise with another accepted choice of a reading, by operation and parameter: `listPets name`.
 * `resourcesWith` reads the resources with the values of readings.
 */
export function findFilterReadings(
  readings: readonly Reading[],
  resourcesWith: ResourcesWith,
): ReadonlyMap<string, FilterReading> {
  const found = new Map<string, FilterReading>();
  for (const { id, choices } of listOpen(readings, resourcesWith)) {
    for (const [operation, { filters = {} }] of Object.entries(choices[0]?.operations ?? {})) {
      for (const [name, { compare }] of Object.entries(filters)) {
        const read = choices.map(choice => ({
          id: choice.id,
          compare: choice.operations[operation]?.filters?.[name]?.compare ?? compare,
        }));
        if (read.some(choice => choice.compare !== compare)) found.set(`${operation} ${name}`, { id, choices: read });
      }
    }
  }
  return found;
}

/** The reading that leaves open whether credentials are required, with its accepted choices. */
export function findAccessReading(
  readings: readonly Reading[],
  resourcesWith: ResourcesWith,
): AccessReading | undefined {
  const all = listOpen(readings, resourcesWith).map(({ id, choices }) => ({
    id,
    choices: choices.map(choice => ({ id: choice.id, asks: choice.authentication?.asks === true })),
  }));
  return all.find(({ choices }) => choices.some(({ asks }) => asks) && choices.some(({ asks }) => !asks));
}

/** The readings of which several choices are accepted, with the resources of each. */
function listOpen(readings: readonly Reading[], resourcesWith: ResourcesWith) {
  return readings.flatMap(({ id, choices, judge }) => {
    const accepted = choices.filter(choice => judge.accepts === 'any' || judge.accepts.includes(choice.id));
    // the resources name only choices that have a value
    if (accepted.length < 2 || accepted.every(({ value }) => value === undefined)) return [];
    const read = accepted.map(choice => ({
      id: choice.id,
      ...resourcesWith(chooseReadings(readings, { profile: PROFILES[0], chosen: { [id]: choice.id } }).values),
    }));
    return [{ id, choices: read }];
  });
}
