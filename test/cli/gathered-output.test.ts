import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { GatheredOutput } from '../../src/cli/serve/log.js';

/** An output that notes each write. A slow one takes the first and lets all others wait until `read` is called. */
function output({ slow = false } = {}) {
  const writes: string[] = [];
  let taken: (() => void) | undefined;
  let isSlow = slow;
  const writable = new Writable({
    decodeStrings: false,
    write(text, _, done) {
      writes.push(text);
      if (isSlow) taken = done;
      else done();
    },
  });
  const read = () => {
    isSlow = false;
    taken?.();
  };
  return { writable, writes, read };
}

test('texts that come close together are written together, and soon', async () => {
  const { writable, writes } = output();
  const gathered = new GatheredOutput(writable, lines => `${lines} lines are missing\n`);
  for (const text of ['one\n', 'two\n', 'three\n']) gathered.add(text);
  expect(writes).toEqual([]);
  await expect.poll(() => writes, { interval: 5, timeout: 30_000 }).toEqual(['one\ntwo\nthree\n']);
  gathered.add('four\n');
  await expect.poll(() => writes.at(-1), { interval: 5, timeout: 30_000 }).toBe('four\n');
});

test('a long text is written without a wait', () => {
  const { writable, writes } = output();
  const gathered = new GatheredOutput(writable, lines => `${lines} lines are missing\n`);
  const line = `${'x'.repeat(99)}\n`;
  for (let count = 0; count < 1000; count++) gathered.add(line);
  gathered.flush();
  expect(writes.length).toBeLessThan(10);
  expect(writes.join('')).toBe(line.repeat(1000));
});

test('flush writes all texts, and none twice', async () => {
  const { writable, writes } = output();
  const gathered = new GatheredOutput(writable, lines => `${lines} lines are missing\n`);
  gathered.add('last\n');
  gathered.flush();
  gathered.flush();
  await new Promise(resolve => setTimeout(resolve, 100));
  expect(writes).toEqual(['last\n']);
});

test('a slow reader does not fill the memory, and gets the number of missing lines', async () => {
  const { writable, writes, read } = output({ slow: true });
  const gathered = new GatheredOutput(writable, lines => `${lines} lines are missing\n`);
  const line = `${'x'.repeat(99)}\n`;
  for (let count = 0; count < 200_000; count++) gathered.add(line);
  gathered.flush();
  expect(writable.writableLength).toBeLessThan(5 * 1024 * 1024);
  read();
  await expect.poll(() => writable.writableLength).toBe(0);
  gathered.add('again\n');
  gathered.flush();
  const kept = writes.join('').split(line).length - 1;
  expect(kept).toBeGreaterThan(10_000);
  expect(writes.at(-1)).toBe(`${200_000 - kept} lines are missing\nagain\n`);
});
