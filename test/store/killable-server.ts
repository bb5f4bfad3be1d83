import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const MAIN = resolve('dist/cli/main.js');

/** A server of its own process, which may be killed at any time. */
export type KillableServer = ReturnType<typeof spawnServer>;

/** Starts `understudy serve` on a folder and answers at once, before it listens. */
export function spawnServer(folder: string, args: string[] = []) {
  const flags = ['serve', '--port', '0', '--quiet', '--data', join(folder, 'data'), ...args];
  const child = spawn(process.execPath, [MAIN, ...flags], { cwd: folder, env: { PATH: process.env.PATH ?? '' } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => {
    stdout += chunk;
  });
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  let isOver = false;
  const ended = once(child, 'close').then(([code, signal]) => {
    isOver = true;
    return { code: code as number | null, signal: signal as string | null, stdout, stderr };
  });
  return {
    pid: child.pid as number,
    folder: join(folder, 'data'),
    ended,
    isOver: () => isOver,
    stderr: () => stderr,
    /** Kept once it listens; fails where it ends before. */
    async listening(): Promise<string> {
      while (!/http:\S+:\d+/.test(stdout) && !isOver) await Promise.race([once(child.stdout, 'data'), ended]);
      const url = /http:\/\/[^:]+:\d+/.exec(stdout)?.[0];
      if (url === undefined) throw new Error(`the server ended before it listened: ${stderr}`);
      return url.replace('localhost', '127.0.0.1');
    },
    /** Asks it to stop, or with SIGKILL ends it without asking; kept once it is gone. */
    kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL') {
      child.kill(signal);
      return ended;
    },
  };
}
