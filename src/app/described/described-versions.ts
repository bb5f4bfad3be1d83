import { LRUCache } from 'lru-cache';
import { chooseReadings, PROFILES, type Reading, type Readings } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import type { Description } from '../../openapi/index.js';
import {
  type ApiSource,
  createResources,
  type DecidedResources,
  decideResources,
  type LoadedHandlers,
  type ResourceApi,
} from '../../resource/index.js';
import type { SeedNumbers } from '../../store/index.js';
import { DEFAULT_RECORDS, DEFAULT_SEED, type MockOptions } from '../options/mock-options.js';

/** An API as some choices of its readings make it. All versions keep the same records. */
export type DescribedVersion = {
  description: Description;
  decided: DecidedResources;
  resourcesOf(numbers: SeedNumbers): ResourceApi;
};

/** Makes the version for some readings; without them, for those of the first profile. */
export type Versions = (readings: Readings | undefined) => DescribedVersion;

type VersionOptions = { name: string; options: MockOptions; handlers: LoadedHandlers | undefined };

/** Makes the versions of an API. Throws `resources-invalid`, and `contract-invalid` where a choice would change what is kept. */
export function createVersions(source: ApiSource, versionOptions: VersionOptions): Versions {
  const asked = source.folder?.readings ?? [];
  const made = new LRUCache<string, DescribedVersion>({ max: MAX_VERSIONS });
  const version = (readings = usualReadings(asked)): DescribedVersion => {
    const key = JSON.stringify([readings.described, [...readings.values]]);
    const known = made.get(key) ?? createVersion(source, readings, versionOptions);
    made.set(key, known);
    return known;
  };
  assertSameRecords(asked, version);
  return version;
}

/** How many versions are kept: clients can prefer any choices. */
const MAX_VERSIONS = 50;

function createVersion(
  { description: read, resources: file }: ApiSource,
  readings: Readings,
  { name, options, handlers }: VersionOptions,
): DescribedVersion {
  const { unknownParents = 'refuse' } = options;
  const description = changed(read, readings);
  const decided = decideResources(description, { file, readings: readings.values });
  const { resources, operations } = decided;
  const given = new Set(Object.keys(operations).filter(id => operations[id]?.rule === 'given'));
  const made = new Map<string, ResourceApi>();
  return {
    description,
    decided,
    resourcesOf({ seed, records = DEFAULT_RECORDS }) {
      const key = `${seed} ${records}`;
      const known =
        made.get(key) ??
        createResources({ description, resources, api: name, seed, records, unknownParents, given, handlers });
      made.set(key, known);
      return known;
    },
  };
}

function changed(description: Description, { described }: Readings): Description {
  try {
    return description.changed(described);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    // one choice can take away what another one changes
    throw new Problem('contract-invalid', `These choices of readings do not fit together: ${cause.message}.`, {
      cause,
    });
  }
}

/** Each choice is tried alone: a record that is kept must be one whatever is chosen. */
function assertSameRecords(asked: readonly Reading[], version: Versions): void {
  const collectionsOf = (chosen: Record<string, string>) =>
    version(usualReadings(asked, chosen))
      .resourcesOf({ seed: DEFAULT_SEED })
      .collections.map(({ name, key, columns }) => JSON.stringify([name, key, columns]));
  if (asked.length === 0) return;
  const usual = collectionsOf({});
  for (const { id, choices } of asked) {
    for (const choice of choices) {
      const kept = collectionsOf({ [id]: choice.id });
      if (kept.length === usual.length && kept.every((one, at) => one === usual[at])) continue;
      throw new Problem(
        'contract-invalid',
        `The choice ${choice.id} of the reading ${id} changes which collections there are, or the types of their members. All choices share the same records.`,
      );
    }
  }
}

function usualReadings(asked: readonly Reading[], chosen: Readonly<Record<string, string>> = {}): Readings {
  return chooseReadings(asked, { profile: PROFILES[0], chosen });
}

/** The readings with whose choices nothing changes. */
export function idleReadings(asked: readonly Reading[], version: Versions): Reading[] {
  const madeWith = (chosen: Record<string, string>) => {
    const readings = usualReadings(asked, chosen);
    return JSON.stringify([readings.described, version(readings).decided.resources]);
  };
  return asked.filter(({ id, choices }) => {
    const made = choices.map(choice => madeWith({ [id]: choice.id }));
    return choices.length > 1 && made.every(one => one === made[0]);
  });
}
