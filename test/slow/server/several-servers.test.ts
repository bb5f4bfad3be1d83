import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { serving, temporaryFolder } from '../../cli/understudy.js';
import { askProxy, hasHaproxy, hasNginx, startHaproxy, startNginx } from '../../start-proxy.js';

const PAGE = readFileSync('docs/replicas.md', 'utf8');
const SANDBOXES = Array.from({ length: 200 }, (_, at) => `job-${at}`);
const headers = { 'X-Auth-Token': 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM' };

/** The sample of the page for a proxy, with the addresses of these servers. */
function sample(language: string, urls: readonly string[]): string {
  const text = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(PAGE)?.[1] ?? '';
  const [one = '', two = ''] = urls.map(url => new URL(url).host);
  expect(text).toMatch(/10\.0\.0\.1:8000[\s\S]*10\.0\.0\.2:8000/);
  return text.replace('10.0.0.1:8000', one).replace('10.0.0.2:8000', two);
}

async function sandboxesOf(url: string): Promise<string[]> {
  const response = await fetch(`${url}/__admin/sandboxes`);
  return ((await response.json()) as { sandboxes: string[] }).sandboxes;
}

const PROXIES = {
  nginx: {
    isThere: hasNginx,
    start: (urls: string[]) =>
      startNginx(socket => sample('nginx', urls).replace('listen 80', `listen unix:${socket}`)),
  },
  haproxy: { isThere: hasHaproxy, start: (urls: string[]) => startHaproxy(sample('haproxy', urls)) },
};

for (const [name, { isThere, start }] of Object.entries(PROXIES)) {
  test.skipIf(!isThere)(
    `behind ${name}, each of 200 sandboxes stays in one of two servers (skipped where there is none)`,
    async () => {
      const cwd = await temporaryFolder();
      const servers = await Promise.all([1, 2].map(() => serving(['--memory', '--records', '3'], { cwd })));
      const socket = await start(servers.map(({ url }) => url));
      const ask = async (method: string, path: string) => {
        const { status, headers: received } = await askProxy(socket, { method, path, headers });
        return [status, received['understudy-sandbox-created']];
      };
      for (const sandbox of SANDBOXES) {
        expect(await ask('DELETE', `/~${sandbox}/v1/user/3`)).toEqual([200, 'true']);
      }
      for (const sandbox of SANDBOXES.toReversed()) {
        for (const path of ['/v1/user/3', '/v1/user/3?again=1', '/dnl/v1/user/3']) {
          expect(await ask('GET', `/~${sandbox}${path}`)).toEqual([404, undefined]);
        }
      }
      const names = await Promise.all(servers.map(({ url }) => sandboxesOf(url)));
      expect(names.flat().sort()).toEqual(SANDBOXES.toSorted());
      for (const some of names) expect(some.length).toBeGreaterThan(20);
    },
  );
}
