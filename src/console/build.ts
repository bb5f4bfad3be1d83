import { readdirSync, readFileSync } from 'node:fs';
import { Problem, packageFile } from '../kernel/index.js';

/** A file of the built console, as it is and compressed. */
export type BuiltFile = { type: string; bytes: Buffer; br: Buffer; gzip: Buffer };

/** The built console: its files by name, and the names of those that the page loads first. */
export type Build = {
  files: ReadonlyMap<string, BuiltFile>;
  /** Runs before the first paint. */
  theme: string;
  script: string;
  /** Scripts that the first one imports. */
  imports: readonly string[];
  styles: readonly string[];
};

const FOLDER = packageFile('dist/console/');

let build: Build | undefined;

/** Reads the build at the first request for it, because most mocks never need it. Throws `console-missing`. */
export function readBuild(): Build {
  build ??= read();
  return build;
}

type Manifest = Record<string, { file: string; css?: string[]; imports?: string[] }>;

function read(): Build {
  const manifest = readManifest();
  const main = manifest['main.tsx'];
  const theme = manifest['theme.ts'];
  if (!main || !theme) throw new Problem('console-missing', 'The build of the console is not complete.');
  const names = readdirSync(new URL('assets/', FOLDER)).filter(name => TYPES[extensionOf(name)] !== undefined);
  return {
    files: new Map(names.map(name => [name, readFile(name)])),
    theme: nameOf(theme.file),
    script: nameOf(main.file),
    imports: (main.imports ?? []).flatMap(key => manifest[key]?.file ?? []).map(nameOf),
    styles: (main.css ?? []).map(nameOf),
  };
}

function readManifest(): Manifest {
  try {
    return JSON.parse(readFileSync(new URL('manifest.json', FOLDER), 'utf8'));
  } catch (cause) {
    throw new Problem('console-missing', 'The package has no built console.', { cause });
  }
}

function readFile(name: string): BuiltFile {
  const of = (ending: string) => readFileSync(new URL(`assets/${name}${ending}`, FOLDER));
  return { type: TYPES[extensionOf(name)] ?? '', bytes: of(''), br: of('.br'), gzip: of('.gz') };
}

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The manifest has paths below the folder; all files lie in `assets/`. */
function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
