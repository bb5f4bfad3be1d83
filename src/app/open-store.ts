import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { hasRecords, type Scenario } from '../fake/index.js';
import { Problem } from '../kernel/index.js';
import {
  fileAdapter,
  lockFile,
  lockFolder,
  type Metadata,
  memoryAdapter,
  OpenedFile,
  type Release,
  type SeedNumbers,
  Store,
} from '../store/index.js';
import type { KnownApi } from './known-api.js';
import { type DataPlace, openSharedStore } from './open-shared-store.js';
import { DEFAULT_SEED } from './options/mock-options.js';
import { isRecordNumber, recordNumberIssues } from './options/option-issues.js';
import type { Settings } from './options/settings.js';
import { readOwnRecords } from './own-records.js';
import { seededData } from './seeded-data.js';
import { folderKey, memoryKey, type TokenKey } from './token-key.js';

export type OpenStore = {
  store: Store;
  /** Whether the data existed before. */
  isKnown: boolean;
  tokenKey: TokenKey;
  release: Release;
};

type StoreSettings = Pick<
  Settings,
  | 'data'
  | 'store'
  | 'staleReads'
  | 'reset'
  | 'records'
  | 'seed'
  | 'fixtures'
  | 'durability'
  | 'onFailure'
  | 'onWarning'
  | 'onProgress'
> & {
  limits?: Pick<Settings['limits'], 'snapshots'>;
  /** The scenario to start. */
  scenario?: Scenario | undefined;
};

const DATA_FILE = 'data.json';

/**
 * Opens the data in memory, in PostgreSQL, or in their folder, which this process locks until it calls `release`.
 * Throws `data-contradicted` if the folder was seeded with other numbers or started with other records than those of the
 * scenario, and `fixtures-invalid`.
 */
export async function openStore(
  {
    data,
    store: url,
    staleReads,
    reset,
    records,
    seed,
    fixtures,
    scenario,
    limits,
    durability,
    onFailure,
    onWarning = () => {},
    onProgress,
  }: StoreSettings,
  known: readonly KnownApi[],
): Promise<OpenStore> {
  const definitions = known.flatMap(({ collections }) => collections);
  const own = fixtures === undefined ? {} : await readOwnRecords(fixtures, definitions);
  let before: SeedNumbers | undefined;
  let isKnown = false;
  const seeded = () =>
    seededData(known, {
      seed: seed ?? before?.seed ?? DEFAULT_SEED,
      records: records ?? before?.records,
      own,
    });
  const options = { definitions, seeded, onFailure, onProgress, maxSnapshots: limits?.snapshots };
  const acceptAt = (place: DataPlace) => (about: Metadata) => {
    assertSeededAs(about, { records, seed, place, known });
    assertSameScenario(scenario, { about, place });
    before = about;
    isKnown = true;
    if (fixtures !== undefined) {
      onWarning(`${place.name} already has data, which are kept. A reset starts with the records of ${fixtures}.`);
    }
  };
  if (url !== undefined) {
    const shared = { url, isStale: staleReads ?? false, data: options, accept: acceptAt, onWarning };
    return { ...(await openSharedStore(shared)), release: () => {} };
  }
  if (data === undefined) {
    const store = await Store.open(memoryAdapter, options);
    return { store, isKnown: false, tokenKey: memoryKey(), release: () => {} };
  }
  const folder = resolve(data);
  const release = await lockFolder(folder);
  try {
    const lock = new OpenedFile(lockFile(folder));
    const file = join(folder, DATA_FILE);
    if (reset) before = await numbersIn(file);
    const adapter = fileAdapter(file, {
      definitions,
      durability,
      isDiscarded: reset,
      lock,
      onFailure,
      onWarning,
      onProgress,
    });
    const discard = `discard the data with \`understudy reset --data '${folder}'\` or \`--reset\``;
    const accept = acceptAt({ name: file, discard });
    const store = await Store.open(adapter, { ...options, accept });
    return {
      store,
      isKnown,
      tokenKey: folderKey(folder, { isDiscarded: reset, assertSame: () => lock.assertSame() }),
      release,
    };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * The seed and the number of records of a data file that will be discarded, even if it is damaged; undefined if it has no
 * seed. Throws `data-invalid` for valid JSON of another program.
 */
async function numbersIn(file: string): Promise<SeedNumbers | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const about = aboutIn(text);
  if (about === 'foreign') {
    throw new Problem('data-invalid', `${file} was not written by Understudy, and is not discarded.`, {
      fix: 'Choose another folder with `--data`, or delete the file yourself.',
    });
  }
  const { seed, records } = about;
  if (!Number.isSafeInteger(seed)) return undefined;
  return { seed: Number(seed), ...(isRecordNumber(records) && { records }) };
}

function aboutIn(text: string): { seed?: unknown; records?: unknown } | 'foreign' {
  try {
    const about = JSON.parse(text)?.about;
    return about?.understudy === undefined ? 'foreign' : about;
  } catch {
    const [seed, records] = ['seed', 'records'].map(name => new RegExp(`"${name}"\\s*:\\s*(-?\\d+)`).exec(text)?.[1]);
    return { seed: Number(seed), records: Number(records) };
  }
}

function assertSeededAs(
  about: Metadata,
  {
    records = about.records,
    seed = about.seed,
    place: { name, discard },
    known,
  }: { records: number | undefined; seed: number | undefined; place: DataPlace; known: readonly KnownApi[] },
): void {
  if (about.records !== undefined && [...recordNumberIssues(about.records, known)].length > 0)
    throw new Problem('data-invalid', `${name} has ${about.records} as its number of records, which is invalid.`);
  const isSame = known.every(
    ({ definition: { records: own } }) => !own || (records ?? own.usual) === (about.records ?? own.usual),
  );
  if (isSame && seed === about.seed) return;
  throw new Problem(
    'data-contradicted',
    `${name} was seeded with ${describeNumbers(about)}, not with ${describeNumbers({ seed, records })}.`,
    { fix: `Leave the flag out, or ${discard}.` },
  );
}

function describeNumbers({ records, seed }: SeedNumbers): string {
  return records === undefined
    ? `the usual number of records and --seed ${seed}`
    : `--records ${records} --seed ${seed}`;
}

/** Refuses a scenario with records for data that started with others: the mock would name a scenario that it does not play. */
function assertSameScenario(
  scenario: Scenario | undefined,
  { about, place: { name, discard } }: { about: Metadata; place: DataPlace },
): void {
  if (!scenario || scenario.name === about.scenario) return;
  if (about.scenario === undefined && !hasRecords(scenario)) return;
  const present = about.scenario === undefined ? 'other data' : `the data of the scenario ${about.scenario}`;
  throw new Problem(
    'data-contradicted',
    `${name} has ${present}, so that the scenario ${scenario.name} cannot start with its records.`,
    { fix: `Leave \`--scenario\` out, or ${discard}.` },
  );
}
