import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** What a key does, and in which words the help says so. */
export type TerminalKey = { does: string; run(): void | Promise<void> };

type Terminal = {
  input: NodeJS.ReadStream;
  keys: Readonly<Record<string, TerminalKey>>;
  say(sentence: string): void;
};

/**
 * Reads keys, each followed by Enter, from a terminal; returns the function that ends this. From anything else nothing is read, nor in the
 * background, where the system would stop a process that reads.
 */
export function readTerminalKeys({ input, keys, say }: Terminal): (() => void) | undefined {
  if (!input.isTTY || isInBackground()) return undefined;
  const lines = createInterface({ input, terminal: false });
  lines.on('line', line => {
    const key = line.trim();
    if (key === '') return;
    const known = keys[key];
    // `h` and everything that is no key
    if (!known) return say(helpOf(keys));
    Promise.resolve(known.run()).catch((error: Error) => say(`Failed: ${error.message}`));
  });
  return () => lines.close();
}

function helpOf(keys: Terminal['keys']): string {
  const all = [['h', 'list the keys'], ...Object.entries(keys).map(([key, { does }]) => [key, does])];
  return all.map(([key, does]) => `  ${key} + enter  ${does}`).join('\n');
}

/** Whether another job has the terminal. Only Linux says so in a file; elsewhere the answer is no. */
function isInBackground(): boolean {
  try {
    // behind the name, which may contain anything: state, parent, group, session, terminal, group of the terminal
    const [, , group, , , foreground] = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return group !== foreground;
  } catch {
    return false;
  }
}

/** The command that shows an address in the browser, by platform. */
const OPENERS: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens an address in the browser. Where that fails, the address is on the screen anyway. */
export function openInBrowser(url: string): void {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
