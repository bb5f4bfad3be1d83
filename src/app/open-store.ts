import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Problem } from '../kernel/index.js';
import { hasRecords, type Scenario } from '../seed/index.js';
import {
  type CollectionDefinition,
  fileAdapter,
  lockFile,
  lockFolder,
  type Metadata,
  memoryAdapter,
  OpenedFile,
  type Release,
  Store,
} from '../store/index.js';
import { isUserCount } from './option-flaws.js';
import { DEFAULT_SEED, DEFAULT_USERS, type Settings } from './options.js';
import { readOwnRecords } from './own-records.js';
import { seededData } from './seeded-data.js';
import { folderKey, memoryKey, type TokenKey } from './token-key.js';

export type OpenStore = {
  store: Store;
  /** Whether the data were there before. */
  isKnown: boolean;
  tokenKey: TokenKey;
  release: Release;
};

type StoreSettings = Pick<
  Settings,
  'data' | 'fresh' | 'users' | 'seed' | 'fixtures' | 'durability' | 'onFailure' | 'onNotice' | 'onProgress'
> & {
  limits?: Pick<Settings['limits'], 'snapshots'>;
  /** The scenario that is to begin. */
  scenario?: Scenario | undefined;
};

type Numbers = Pick<Metadata, 'seed' | 'users'>;

const DATA_FILE = 'data.json';

/**
 * Opens the data: in memory, or in their folder, which this process then holds until it releases it.
 * Throws `data-contradicted` where the folder was seeded with other numbers than those asked for, or has data in the place
 * of a scenario's, and `fixtures-invalid`.
 */
export async function openStore(
  {
    data,
    fresh,
    users,
    seed,
    fixtures,
    scenario,
    limits,
    durability,
    onFailure,
    onNotice = () => {},
    onProgress,
  }: StoreSettings,
  definitions: readonly CollectionDefinition[],
): Promise<OpenStore> {
  const own = fixtures === undefined ? {} : await readOwnRecords(fixtures, definitions);
  let before: Numbers | undefined;
  let isKnown = false;
  const seeded = () =>
    seededData({ seed: seed ?? before?.seed ?? DEFAULT_SEED, users: users ?? before?.users ?? DEFAULT_USERS }, own);
  const options = { definitions, seeded, onFailure, onProgress, mostSnapshots: limits?.snapshots };
  if (data === undefined) {
    const store = await Store.open(memoryAdapter, options);
    return { store, isKnown: false, tokenKey: memoryKey(), release: () => {} };
  }
  const folder = resolve(data);
  const release = await lockFolder(folder);
  try {
    const lock = new OpenedFile(lockFile(folder));
    const file = join(folder, DATA_FILE);
    if (fresh) before = await numbersIn(file);
    const adapter = fileAdapter(file, {
      definitions,
      durability,
      isDiscarded: fresh,
      lock,
      onFailure,
      onNotice,
      onProgress,
    });
    const accept = (about: Metadata) => {
      assertSeededAs(about, { users, seed, file });
      assertGoesOn(scenario, { about, file });
      before = about;
      isKnown = true;
      if (fixtures !== undefined) {
        onNotice(`${file} has data already, which go on; a reset begins from the records of ${fixtures}.`);
      }
    };
    const store = await Store.open(adapter, { ...options, accept });
    return {
      store,
      isKnown,
      tokenKey: folderKey(folder, { isDiscarded: fresh, assertSame: () => lock.assertSame() }),
      release,
    };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * What a data file that is to be discarded was seeded from, even if it is damaged; undefined where it does not tell.
 * Throws `data-invalid` where it is whole JSON of another program.
 */
async function numbersIn(file: string): Promise<Numbers | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const about = aboutIn(text);
  if (about === 'foreign') {
    throw new Problem('data-invalid', `${file} was not written by Understudy, and is not discarded.`, {
      fix: 'Choose another folder with `--data`, or remove the file yourself.',
    });
  }
  const { seed, users } = about;
  return Number.isSafeInteger(seed) && isUserCount(users) ? { seed: Number(seed), users: Number(users) } : undefined;
}

function aboutIn(text: string): { seed?: unknown; users?: unknown } | 'foreign' {
  try {
    const about = JSON.parse(text)?.about;
    return about?.understudy === undefined ? 'foreign' : about;
  } catch {
    const [seed, users] = ['seed', 'users'].map(name => new RegExp(`"${name}"\\s*:\\s*(-?\\d+)`).exec(text)?.[1]);
    return { seed: Number(seed), users: Number(users) };
  }
}

function assertSeededAs(
  about: Metadata,
  {
    users = about.users,
    seed = about.seed,
    file,
  }: { users: number | undefined; seed: number | undefined; file: string },
): void {
  if (!isUserCount(about.users))
    throw new Problem('data-invalid', `${file} says that ${about.users} users were seeded.`);
  if (users === about.users && seed === about.seed) return;
  throw new Problem(
    'data-contradicted',
    `${file} was seeded with --users ${about.users} --seed ${about.seed}, not with --users ${users} --seed ${seed}.`,
    {
      fix: `Leave the flag out, or discard the data with \`understudy reset --data '${dirname(file)}'\` or \`--fresh\`.`,
    },
  );
}

/** A scenario that brings records would be named as the one that is played, while the data began with others. */
function assertGoesOn(scenario: Scenario | undefined, { about, file }: { about: Metadata; file: string }): void {
  if (!scenario || scenario.name === about.scenario) return;
  if (about.scenario === undefined && !hasRecords(scenario)) return;
  const there = about.scenario === undefined ? 'data already' : `the data of the scenario ${about.scenario}`;
  throw new Problem(
    'data-contradicted',
    `${file} has ${there}, and the scenario ${scenario.name} begins with others.`,
    {
      fix: `Leave \`--scenario\` out, or discard the data with \`understudy reset --data '${dirname(file)}'\` or \`--fresh\`.`,
    },
  );
}
