import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../cli/understudy.js';

test('npm run dev starts the server again after a change, and ends what it has started', async () => {
  const cwd = await checkout();
  // the leader of a new process group, to which all processes belong that it starts
  const child = spawn(process.execPath, ['.dev.js', '--memory', '--port', '0'], { cwd, detached: true });
  const group = -(child.pid as number);
  onTestFinished(() => void isSent(group, 'SIGKILL'));
  let printed = '';
  child.stdout.on('data', chunk => {
    printed += chunk;
  });
  const started = async (times: number) => {
    while (printed.split('is ready after').length <= times) await once(child.stdout, 'data');
  };

  await started(1);
  await appendFile(join(cwd, 'src/app/index.ts'), '\nexport const changed = true;\n');
  await started(2);
  await appendFile(join(cwd, 'src/console/page/main.tsx'), '\ndocument.title = "changed";\n');
  await started(3);
  child.kill();
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(isSent(group, 0)).toBe(false);
}, 300_000);

/** Sends a signal to a process group, and returns whether a process is left in it; 0 asks this only. */
function isSent(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(group, signal);
  } catch {
    return false;
  }
}

/** What the server and its compiler need, in a folder whose sources may change. */
async function checkout(): Promise<string> {
  const cwd = await temporaryFolder();
  const copied = [
    'src',
    'dist',
    'contracts',
    'fixtures',
    '.dev.js',
    'package.json',
    'tsconfig.json',
    'rolldown.config.js',
    'vite.config.js',
  ];
  for (const path of copied) await cp(path, join(cwd, path), { recursive: true });
  await symlink(resolve('node_modules'), join(cwd, 'node_modules'));
  return cwd;
}
