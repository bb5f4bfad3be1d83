import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { serving, temporaryFolder } from '../../cli/understudy.js';

const execute = promisify(execFile);

export type Printed = { code: number; stdout: string };

/** What a reader has who pastes the commands of a page one after the other: a folder, variables, and a server. */
export async function startSession() {
  const cwd = await temporaryFolder();
  const bin = join(cwd, 'bin');
  await mkdir(bin);
  await symlink(resolve('dist/cli/main.js'), join(bin, 'understudy'));
  for (const folder of ['bench', 'examples']) await symlink(resolve(folder), join(cwd, folder));
  const path = `${bin}${delimiter}${process.env.PATH}`;
  let variables = '';
  let url = '';

  /** Runs a command in bash; addresses of the server are those that the page has. */
  async function run(command: string, env: Record<string, string> = {}): Promise<Printed> {
    variables += [...command.matchAll(/^export \w+=.*$/gm)].map(([line]) => `${line}\n`).join('');
    const script = `curl() { command curl -sS "$@"; }\n${variables}${command.replaceAll('http://localhost:8000', url)}`;
    const options = { cwd, env: { ...process.env, ...env, PATH: path } };
    const printed = await execute('bash', ['-euc', script], options).then(
      ({ stdout }) => ({ code: 0, stdout }),
      failed,
    );
    return { ...printed, stdout: printed.stdout.trimEnd().replaceAll(url || /$^/g, 'http://localhost:8000') };
  }

  /** Starts the server that a command starts, on a free port; what it prints. */
  async function serve(flags: readonly string[], env: Record<string, string>): Promise<string> {
    const started = await serving([...flags], { cwd, env });
    url = started.url;
    const banner = started.banner.replaceAll(url, 'http://localhost:8000').replace(/after \S+ s/, 'after 0.4 s');
    return banner.trim();
  }

  return { run, serve, url: () => url };
}

function failed(error: unknown): Printed {
  const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
  if (code !== 1) throw new Error(`ended with ${code}: ${stdout}${stderr}`);
  return { code, stdout };
}
