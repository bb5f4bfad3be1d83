import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const MAIN = resolve('dist/cli/main.js');

export type Ended = { code: number | null; stdout: string; stderr: string };

/** An empty folder for one test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'understudy-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a command of the built command line to its end. */
export async function understudy(
  args: string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<Ended> {
  return start(args, options).ended;
}

/** Starts `understudy serve` on a free port and waits for its banner. */
export async function serving(args: string[], options: { cwd: string; env?: Record<string, string> }) {
  const running = start(['serve', '--port', '0', ...args], options);
  const whole = args.includes('--json') ? /\n/ : /\n\n.*\n\n.*\n\n/s;
  const banner = await Promise.race([running.printed(whole), running.ended.then(failed)]);
  const url = /http:\/\/localhost:\d+/.exec(banner)?.[0] ?? '';
  return { ...running, banner, url };
}

/** Runs a command of the shell in a terminal of its own; what it printed ends with `ended with CODE`. */
export function inTerminal(command: string) {
  // Ctrl-C would end this shell, too, if it did not take the signal
  const shell = `trap : INT; ${command}; echo ended with $?`;
  const child = spawn('script', ['--quiet', '--command', shell, '/dev/null'], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', SHELL: '/bin/sh' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const { ended, printed } = listening(child);
  return {
    printed,
    ended: ended.then(({ stdout }) => stdout),
    type: (keys: string) => void child.stdin.write(keys),
  };
}

function start(args: string[], { cwd, env = {} }: { cwd: string; env?: Record<string, string> }) {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { PATH: process.env.PATH ?? '', ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child: child as ChildProcess, ...listening(child) };
}

function listening(child: ChildProcessWithoutNullStreams) {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => {
    stdout += chunk;
  });
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  const ended = once(child, 'close').then(([code]): Ended => ({ code, stdout, stderr }));
  const printed = async (form: RegExp): Promise<string> => {
    while (!form.test(stdout)) await once(child.stdout, 'data');
    return stdout;
  };
  const warned = async (form: RegExp): Promise<string> => {
    while (!form.test(stderr)) await once(child.stderr, 'data');
    return stderr;
  };
  return { ended, printed, warned };
}

function failed({ code, stderr }: Ended): never {
  throw new Error(`understudy ended with ${code}: ${stderr}`);
}
