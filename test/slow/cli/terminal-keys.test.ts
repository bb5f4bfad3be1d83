import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inTerminal, serving, temporaryFolder } from '../../cli/understudy.js';

/** Starts a server in a terminal, with a browser that only writes down what it is given. */
async function startInTerminal(flags: string) {
  const folder = await temporaryFolder();
  const opened = join(folder, 'opened');
  await writeFile(join(folder, 'xdg-open'), `#!/bin/sh\necho "$1" >> '${opened}'\n`);
  await chmod(join(folder, 'xdg-open'), 0o755);
  const terminal = inTerminal(
    `PATH='${folder}':$PATH; node dist/cli/main.js serve --port 0 --memory --records 3 ${flags}`,
  );
  const banner = await terminal.printed(/curl/);
  const address = /console +(http\S+)/.exec(banner)?.[1] ?? '';
  const addressesOpened = async (): Promise<string> => {
    for (;;) {
      const text = await readFile(opened, 'utf8').catch(() => '');
      if (text !== '') return text;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  return { ...terminal, address, addressesOpened };
}

test('A45: in a terminal keys list the keys, open the console, reset the mock and stop it', async () => {
  const { type, printed, ended, address, addressesOpened } = await startInTerminal('');
  type('h\n');
  await printed(/ {2}h \+ enter {2}list the keys\s+o \+ enter {2}open the console in the browser/);
  type('o\n');
  expect(await addressesOpened()).toBe(`${address}\n`);
  const rules = `${address}/rules`;
  await fetch(rules, { method: 'POST', body: '{"match":{},"response":{"status":503}}' });
  type('r\n');
  await printed(/The mock was reset\./);
  expect(await (await fetch(rules)).json()).toEqual({ rules: [] });
  type('q\n');
  expect(await ended).toMatch(/Stopped; .*ended with 0/s);
});

test('in a terminal keys print commands, pause the log and keep a snapshot', async () => {
  const { type, printed, ended, address } = await startInTerminal('');
  const users = `${new URL(address).origin}/v1/user/1`;
  type('c\n');
  await printed(/user\/list.*acefone\/v1\/user/s);
  type('p\n');
  await printed(/Paused: requests are not printed\./);
  await fetch(users);
  type('p\n');
  await printed(/Going on; 1 request was not printed\./);
  await fetch(users);
  const log = await printed(/dnl\.getUser/);
  expect(log.match(/dnl\.getUser/g)).toHaveLength(1);
  type('s\n');
  await printed(/The snapshot terminal-1 was kept\./);
  expect(await (await fetch(`${address}/snapshots`)).text()).toContain('terminal-1');
  type('q\n');
  await ended;
});

test('A45: --open opens the console with the token that it needs', async () => {
  const { address, addressesOpened, type, ended } = await startInTerminal('--open --admin-token a+b');
  expect(await addressesOpened()).toBe(`${address}#token=a%2Bb\n`);
  type('q\n');
  await ended;
});

test('A45: without a terminal nothing is opened, and no key is read', async () => {
  const { child, banner, url } = await serving(['--memory', '--records', '3', '--open'], {
    cwd: await temporaryFolder(),
  });
  child.stdin?.write('q\nq\n');
  expect(banner).toContain(`${url}/__admin`);
  for (let at = 0; at < 5; at++) expect((await fetch(`${url}/__admin/health`)).status).toBe(200);
});
