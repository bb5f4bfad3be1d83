import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Problem } from '../kernel/index.js';
import {
  type About,
  type CollectionDefinition,
  fileAdapter,
  lockFolder,
  memoryAdapter,
  type Release,
  Store,
} from '../store/index.js';
import { DEFAULT_SEED, DEFAULT_USERS, type Settings } from './options.js';
import { seededData } from './seeded-data.js';

export type OpenStore = { store: Store; release: Release };

const DATA_FILE = 'data.json';

/**
 * Opens the data: in memory, or in their folder, which this process then holds until it releases it.
 * Throws `data-contradicted` where the folder was seeded with other numbers than those asked for.
 */
export async function openStore(
  { data, fresh, users, seed }: Pick<Settings, 'data' | 'fresh' | 'users' | 'seed'>,
  definitions: readonly CollectionDefinition[],
): Promise<OpenStore> {
  const seeded = () => seededData({ seed: seed ?? DEFAULT_SEED, users: users ?? DEFAULT_USERS });
  if (data === undefined) {
    return { store: await Store.open(memoryAdapter, { definitions, seeded }), release: async () => {} };
  }
  const folder = resolve(data);
  const release = await lockFolder(folder);
  try {
    const file = join(folder, DATA_FILE);
    if (fresh) await rm(file, { force: true });
    const store = await Store.open(fileAdapter(file, definitions), { definitions, seeded });
    assertSeededAs(store.about, { users, seed, file });
    return { store, release };
  } catch (error) {
    await release();
    throw error;
  }
}

function assertSeededAs(
  about: About,
  {
    users = about.users,
    seed = about.seed,
    file,
  }: { users: number | undefined; seed: number | undefined; file: string },
): void {
  if (users === about.users && seed === about.seed) return;
  throw new Problem(
    'data-contradicted',
    `${file} was seeded with --users ${about.users} --seed ${about.seed}, not with --users ${users} --seed ${seed}.`,
  );
}
