import { open, readFile } from 'node:fs/promises';
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

type Numbers = Pick<About, 'seed' | 'users'>;

const DATA_FILE = 'data.json';

/**
 * Opens the data: in memory, or in their folder, which this process then holds until it releases it.
 * Throws `data-contradicted` where the folder was seeded with other numbers than those asked for.
 */
export async function openStore(
  { data, fresh, users, seed }: Pick<Settings, 'data' | 'fresh' | 'users' | 'seed'>,
  definitions: readonly CollectionDefinition[],
): Promise<OpenStore> {
  const seededLike = (before?: Numbers) => () =>
    seededData({ seed: seed ?? before?.seed ?? DEFAULT_SEED, users: users ?? before?.users ?? DEFAULT_USERS });
  if (data === undefined) {
    return { store: await Store.open(memoryAdapter, { definitions, seeded: seededLike() }), release: () => {} };
  }
  const folder = resolve(data);
  const release = await lockFolder(folder);
  try {
    const file = join(folder, DATA_FILE);
    const adapter = fileAdapter(file, definitions);
    const seeded = seededLike(await numbersIn(file));
    const accept = (about: About) => assertSeededAs(about, { users, seed, file });
    if (!fresh) return { store: await Store.open(adapter, { definitions, seeded, accept }), release };
    await assertOurs(file);
    // as if there were no file: the new data take its place in one step
    const blind = { ...adapter, read: async () => null };
    return { store: await Store.open(blind, { definitions, seeded }), release };
  } catch (error) {
    release();
    throw error;
  }
}

/** How many bytes of a data file surely hold what stands at its top. */
const TOP = 1000;

/** What a data file was seeded from, even if it is damaged further down; undefined where its top does not tell. */
async function numbersIn(file: string): Promise<Numbers | undefined> {
  try {
    const handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(TOP), 0, TOP, 0).finally(() => handle.close());
    const top = buffer.toString('utf8', 0, bytesRead);
    const [seed, users] = ['seed', 'users'].map(name => Number(new RegExp(`"${name}":\\s*(-?\\d+)`).exec(top)?.[1]));
    return Number.isSafeInteger(seed) && Number.isSafeInteger(users) ? ({ seed, users } as Numbers) : undefined;
  } catch {
    return undefined;
  }
}

/** Whole JSON of another program is not discarded; a file that is damaged, or no file at all, may be. */
async function assertOurs(file: string): Promise<void> {
  if (await numbersIn(file)) return;
  const isForeign = await readFile(file, 'utf8').then(
    text => isJson(text),
    () => false,
  );
  if (!isForeign) return;
  throw new Problem('data-invalid', `${file} was not written by Understudy, and is not discarded.`, {
    fix: 'Choose another folder with `--data`, or remove the file yourself.',
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
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
