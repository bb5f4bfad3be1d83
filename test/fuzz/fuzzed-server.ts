import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const PROBE = pathToFileURL(fileURLToPath(new URL('memory-probe.js', import.meta.url))).href;
/** Few enough that the sandboxes of earlier rounds are let go with all that was created in them. */
export const MOST_SANDBOXES = 50;

/** What the process holds after its garbage was collected, in bytes, and how many connections it has. */
export type Memory = { live: number; resident: number; sockets: number };

/** The server under attack, in a process of its own. */
export type FuzzedServer = Awaited<ReturnType<typeof startServer>>;

/** Starts `understudy serve` in memory and waits until it listens. */
export async function startServer() {
  const flags = ['serve', '--port', '0', '--memory', '--quiet', '--verbose', '--sandboxes', String(MOST_SANDBOXES)];
  const child = spawn(process.execPath, ['--expose-gc', '--import', PROBE, MAIN, ...flags], {
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', chunk => {
    stdout += chunk;
  });
  child.stderr?.on('data', chunk => {
    stderr += chunk;
  });
  let exit: string | undefined;
  const ended = once(child, 'close').then(([code, signal]) => {
    exit = `ended with ${signal ?? code}`;
  });
  while (!/\n\n.*\n\n/s.test(stdout) && exit === undefined)
    await Promise.race([once(child.stdout ?? child, 'data'), ended]);
  if (exit !== undefined) throw new Error(`the server ${exit} before it listened: ${stderr}`);
  const told = (what: string) => new RegExp(`${what}\\s+(\\S+)`).exec(stdout)?.[1] ?? '';
  return {
    port: Number(/localhost:(\d+)/.exec(stdout)?.[1]),
    tokens: { admin: told('dnl admin token'), nonAdmin: told('dnl non-admin token') },
    /** What is wrong with the process: that it ended, or what it had to say although it was told to be quiet. */
    complaint: () =>
      [...(exit === undefined ? [] : [`the server ${exit}`]), stderr.slice(-2000)].filter(Boolean).join(': '),
    async memory(): Promise<Memory> {
      child.send('memory');
      const [memory] = await once(child, 'message');
      return memory as Memory;
    },
    async stop(): Promise<void> {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
