import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const SRC = resolve('src');

/** The rooms from the ground up; a room imports only from those in floors below its own. */
const FLOORS = [
  ['kernel'],
  ['openapi', 'journal', 'target'],
  ['contract'],
  ['store', 'rules'],
  ['fake'],
  ['resource'],
  // the judge makes requests with values of `fake`, and knows what an API keeps from `resource`
  ['server', 'check'],
  ['auth', 'report'],
  ['play'],
  ['apis', 'admin', 'proxy', 'console'],
  ['app'],
  ['cli'],
];

/** Each library has one room; whoever else needs what it does asks that room. */
const HOMES: Record<string, readonly string[]> = {
  // several rooms have caches
  'lru-cache': ['app', 'server', 'admin', 'auth', 'check', 'play', 'resource', 'store'],
  '@faker-js/faker': ['fake'],
  '@playwright/test': [''],
  '@remix-run/multipart-parser': ['openapi'],
  ajv: ['openapi'],
  'ajv-formats': ['openapi'],
  '@eslint-community/regexpp': ['fake'],
  commander: ['cli'],
  'content-type': ['openapi'],
  express: ['server', 'console', 'app'],
  'fast-check': ['check'],
  'fastest-levenshtein': ['openapi'],
  'fs-native-extensions': ['store'],
  'js-yaml': ['openapi'],
  'jsonc-parser': ['store'],
  jsonwebtoken: ['auth'],
  'junit-xml': ['report'],
  lowdb: ['store'],
  pg: ['store'],
  preact: ['console'],
  '@preact/signals': ['console'],
  'prom-client': ['admin'],
  re2js: ['journal', 'openapi'],
  rfc6902: ['resource'],
  vitest: [''],
};

/** The public faces: what the package exports, and what it exports for test runners. */
const FACES = ['index.ts', 'vitest.ts', 'playwright.ts'];

/** What they describe is the JSON of things that other rooms have as values, under the same names. */
const GENERATED = [
  'app/admin-types.ts',
  'console/page/data/admin-types.ts',
  'console/page/data/request-types.ts',
  'console/page/data/server-types.ts',
];

type Import = { file: string; room: string; from: string };

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(file => /\.tsx?$/.test(file));
const imports: Import[] = files.flatMap(file =>
  [...readFileSync(join(SRC, file), 'utf8').matchAll(/(?<![.\w])(?:from|import)\s*\(?\s*'([^'\s]+)'/g)].map(
    ([, from = '']) => ({ file, room: roomOf(file), from }),
  ),
);

test('every file stands in a room that the design knows, or is the public face', () => {
  const rooms = new Set(FLOORS.flat());
  expect(files.filter(file => !FACES.includes(file) && !rooms.has(roomOf(file)))).toEqual([]);
});

test('a room imports only rooms below it', () => {
  const upward = inside().filter(({ room, target }) => floorOf(roomOf(target)) >= floorOf(room));
  expect(upward).toEqual([]);
});

test('a room is entered only through its index.ts', () => {
  const windows = inside().filter(({ target }) => target !== join(roomOf(target), 'index.ts'));
  expect(windows).toEqual([]);
});

test('no file imports itself by way of others, type imports counted', () => {
  const ways = new Map(files.map(file => [file, relativeImports(file)]));
  expect(circles(ways)).toEqual([]);
});

test('each library is imported in its own room alone', () => {
  const libraries = imports.filter(({ from }) => !from.startsWith('.') && !from.startsWith('node:'));
  const astray = libraries.filter(({ room, from }) => !HOMES[packageOf(from)]?.includes(room));
  expect(libraries.length).toBeGreaterThan(0);
  expect(astray).toEqual([]);
});

test('only the command line reads arguments and environment', () => {
  const readers = files.filter(file => /process\.(argv|env)/.test(readFileSync(join(SRC, file), 'utf8')));
  expect(readers.filter(file => roomOf(file) !== 'cli')).toEqual([]);
});

test('every room says in two lines what it knows and what it refuses to know', () => {
  const doors = files.filter(file => file.endsWith('/index.ts') && file.split('/').length === 2);
  for (const door of doors) {
    const [first, second] = readFileSync(join(SRC, door), 'utf8').split('\n');
    expect(first, door).toMatch(/^\/\/ Knows /);
    expect(second, door).toMatch(/^\/\/ Refuses to know /);
  }
});

test('no folder has more than 18 files', () => {
  const folders = [...new Set(files.map(file => dirname(file)))];
  const sizeOf = (folder: string) => files.filter(file => dirname(file) === folder).length;
  expect(folders.filter(folder => sizeOf(folder) > 18)).toEqual([]);
});

test('no two rooms export types of the same name', () => {
  const homes = new Map<string, Set<string>>();
  for (const file of files.filter(file => ![...FACES, ...GENERATED].includes(file))) {
    for (const [, name = ''] of readFileSync(join(SRC, file), 'utf8').matchAll(
      /^export (?:type|interface|class) (\w+)/gm,
    )) {
      homes.set(name, (homes.get(name) ?? new Set()).add(roomOf(file)));
    }
  }
  expect([...homes].filter(([, rooms]) => rooms.size > 1).map(([name, rooms]) => [name, [...rooms].sort()])).toEqual(
    [],
  );
});

test('no file is longer than 300 lines, and none is called after nothing', () => {
  const long = files.filter(file => readFileSync(join(SRC, file), 'utf8').split('\n').length > 300);
  expect(long).toEqual([]);
  expect(files.filter(file => /(^|\/)(utils?|helpers?|common|manager|types)(\.ts|\/)/.test(file))).toEqual([]);
});

/** The files that a file imports by a relative path. */
function relativeImports(file: string): string[] {
  return imports.filter(imported => imported.file === file && imported.from.startsWith('.')).map(targetOf);
}

/** Groups of files each of which leads to all others of its group (Tarjan's strongly connected components). */
function circles(ways: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.get(file) as number);
    open.push(file);
    for (const next of ways.get(file) ?? []) {
      if (!order.has(next)) visit(next);
      else if (!open.includes(next)) continue;
      lowest.set(file, Math.min(lowest.get(file) as number, lowest.get(next) as number));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const group = open.splice(open.indexOf(file));
    if (group.length > 1) found.push(group.sort());
  };
  for (const file of ways.keys()) if (!order.has(file)) visit(file);
  return found;
}

/** The imports that lead from one room into another. */
function inside(): (Import & { target: string })[] {
  return imports
    .filter(({ from, room }) => from.startsWith('.') && room !== '')
    .map(imported => ({ ...imported, target: targetOf(imported) }))
    .filter(({ room, target }) => roomOf(target) !== room);
}

function targetOf({ file, from }: Import): string {
  const path = relative(SRC, resolve(SRC, dirname(file), from));
  const component = path.replace(/\.js$/, '.tsx');
  return existsSync(join(SRC, component)) ? component : path.replace(/\.js$/, '.ts');
}

function roomOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : '';
}

function floorOf(room: string): number {
  return FLOORS.findIndex(floor => floor.includes(room));
}

function packageOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}
