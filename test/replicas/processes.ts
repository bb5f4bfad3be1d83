import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const MAIN = resolve('dist/cli/main.js');

/** `understudy serve --store`, as a process of its own. */
export function spawnReplica(
  store: string,
  { args = [], nodeArgs = [] }: { args?: string[]; nodeArgs?: string[] } = {},
) {
  const cwd = mkdtempSync(join(tmpdir(), 'understudy-replica-'));
  const env = { PATH: process.env.PATH ?? '', UNDERSTUDY_STORE: store };
  const all = [...nodeArgs, MAIN, 'serve', '--port', '0', '--quiet', ...args];
  const child = spawn(process.execPath, all, { cwd, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk));
  let isOver = false;
  const ended = once(child, 'close').then(([code]) => {
    isOver = true;
    return { code: code as number | null, output };
  });
  return {
    ended,
    output: () => output,
    async listening(): Promise<{ url: string }> {
      while (!/http:\S+:\d+/.test(output) && !isOver) await Promise.race([once(child.stdout, 'data'), ended]);
      const port = /http:\/\/localhost:(\d+)/.exec(output)?.[1];
      if (port === undefined) throw new Error(`the server ended before it listened: ${output}`);
      return { url: `http://127.0.0.1:${port}` };
    },
    kill: (signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM') => child.kill(signal),
  };
}
