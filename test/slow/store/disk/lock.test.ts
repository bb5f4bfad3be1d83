import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createMock } from '../../../../src/index.js';
import { lockFolder } from '../../../../src/store/index.js';
import { temporaryFolder } from '../../../store/things.js';

const BUILT = new URL('../../../../dist/index.js', import.meta.url);

/** Another process that holds a folder until it ends, or says why it does not. */
async function otherProcess(folder: string, { isForgetful = false } = {}) {
  const program = `
    const { createMock } = await import(${JSON.stringify(BUILT.href)});
    const kept = [];
    try {
      kept.push(await createMock({ records: 1, data: process.argv[1] }));
      if (${isForgetful}) kept.pop();
      for (let turn = 0; turn < 5; turn++) await new Promise(resolve => setTimeout(resolve, 0)).then(gc);
      console.log('held');
    } catch (problem) {
      console.log(problem.code);
    }
    setInterval(() => kept, 1000);
  `;
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', program, folder]);
  const exited = once(child, 'exit');
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  return { says: String(line).trim(), kill: (signal: NodeJS.Signals) => child.kill(signal) && exited };
}

const LOCKED = { code: 'data-locked' };

test('A folder can be held once, and again after it was let go', async () => {
  const folder = temporaryFolder();
  const release = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({ ...LOCKED, message: expect.stringContaining(folder) });
  await release();
  await (await lockFolder(folder))();
});

test('A folder is made where there is none, its parents too', async () => {
  const folder = join(temporaryFolder(), 'one', 'two');
  await (await lockFolder(folder))();
  expect(existsSync(folder)).toBe(true);
});

test('A folder that this process holds is refused to another', async () => {
  const folder = temporaryFolder();
  const release = await lockFolder(folder);
  expect((await otherProcess(folder)).says).toBe('data-locked');
  await release();
  expect((await otherProcess(folder)).says).toBe('held');
});

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'A folder that another process holds is free as soon as %s ends it',
  async signal => {
    const folder = temporaryFolder();
    const other = await otherProcess(folder);
    expect(other.says).toBe('held');
    await expect(lockFolder(folder)).rejects.toMatchObject(LOCKED);
    await other.kill(signal);
    await (await lockFolder(folder))();
  },
);

test('A folder stays held though nobody keeps what would let it go', async () => {
  const folder = temporaryFolder();
  expect((await otherProcess(folder, { isForgetful: true })).says).toBe('held');
  await expect(lockFolder(folder)).rejects.toMatchObject(LOCKED);
});

test('A second mock on a folder is refused, and disturbs neither the first nor its data', async () => {
  const data = temporaryFolder();
  const first = await createMock({ records: 1, data });
  await expect(createMock({ records: 1, data })).rejects.toMatchObject(LOCKED);
  await expect(createMock({ data, reset: true })).rejects.toMatchObject(LOCKED);
  await first.reset();
  await first.close();
  await (await createMock({ data })).close();
});

test('A mock that cannot start lets the folder go', async () => {
  const data = temporaryFolder();
  await (await createMock({ records: 1, data })).close();
  await expect(createMock({ records: 2, data })).rejects.toMatchObject({ code: 'data-contradicted' });
  await (await createMock({ data })).close();
});

test.each<[string, (folder: string) => string]>([
  [
    'a file',
    folder => {
      writeFileSync(join(folder, 'file'), '');
      return join(folder, 'file');
    },
  ],
  [
    'inside a file',
    folder => {
      writeFileSync(join(folder, 'file'), '');
      return join(folder, 'file', 'data');
    },
  ],
  [
    'a folder whose lock is a folder',
    folder => {
      mkdirSync(join(folder, 'lock'));
      return folder;
    },
  ],
  [
    'a folder whose data file is a folder',
    folder => {
      mkdirSync(join(folder, 'data.json'));
      return folder;
    },
  ],
  [
    'a folder in which nothing can be written',
    folder => {
      mkdirSync(join(folder, 'data.json.writing', 'x'), { recursive: true });
      return folder;
    },
  ],
])('What cannot be used is a problem that names it: %s', async (_, make) => {
  const data = make(temporaryFolder());
  await expect(createMock({ records: 1, data })).rejects.toMatchObject({
    name: 'Problem',
    code: expect.stringMatching(/^data-un(usable|saved)$/),
    message: expect.stringContaining(data),
  });
});
