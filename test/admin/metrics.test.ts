import { expect, test } from 'vitest';
import { type AdminClient, bodyOf, startAdmin } from './start-admin.js';

type Sample = { name: string; labels: Record<string, string>; value: number };

/** The samples of the Prometheus text format, version 0.0.4; each line of which has to be of a known form. */
function samplesOf(text: string): Sample[] {
  expect(text.endsWith('\n')).toBe(true);
  const types = new Map<string, string>();
  return text
    .slice(0, -1)
    .split('\n')
    .flatMap(line => {
      if (line === '') return [];
      const [, keyword, about = '', said = ''] = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line) ?? [];
      if (keyword === 'TYPE') types.set(about, said);
      if (keyword) return [];
      const parts = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (-?[\d.e+-]+|\+Inf|-Inf|NaN)$/.exec(line);
      expect(parts, line).not.toBeNull();
      const [, name = '', list = '', value] = parts ?? [];
      const family = types.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '');
      expect(types.get(family), line).toMatch(/^(gauge|histogram|counter)$/);
      const labels = [...list.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)",?/g)].map(([, label = '', text = '']) => [
        label,
        text,
      ]);
      return [{ name, labels: Object.fromEntries(labels), value: Number(value) }];
    });
}

async function metrics(server: AdminClient): Promise<Sample[]> {
  const { status, headers, text } = await server.admin('GET', '/metrics');
  expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  return samplesOf(text);
}

const DURATIONS = 'understudy_request_duration_seconds';

function counts(samples: Sample[]) {
  const counted = samples.filter(({ name }) => name === `${DURATIONS}_count`);
  return Object.fromEntries(
    counted.map(({ labels: { api, operation, status }, value }) => [`${api} ${operation} ${status}`, value]),
  );
}

test('Requests are counted by API, operation and status, those of sandboxes too, and none of the control plane', async () => {
  const server = await startAdmin();
  expect(counts(await metrics(server))).toEqual({});
  for (const path of [
    '/v1/user/1',
    '/v1/user/2',
    '/~a/v1/user/1',
    '/v1/user/9',
    '/dnl/v1/user/list',
    '/v1/none',
    '/v1/"\\\n',
  ]) {
    await server.asAdmin('GET', encodeURI(path));
  }
  await server.ask('GET', '/acefone/v1/user/288256');
  await server.admin('GET', '/rules');
  await server.asAdmin('GET', '/v1/user/1', { headers: { Prefer: 'fault=EMPTY_RESPONSE' } }).catch(() => {});
  const samples = await metrics(server);
  expect(counts(samples)).toEqual({
    'dnl getUser 200': 3,
    'dnl getUser 404': 1,
    'dnl getUser 0': 1,
    'dnl listUsers 200': 1,
    'acefone getUser 200': 1,
    '  404': 2,
  });
});

test('Durations are a histogram: buckets that grow, up to the count', async () => {
  const server = await startAdmin();
  for (let at = 0; at < 20; at++) await server.total();
  const samples = (await metrics(server)).filter(({ labels }) => labels.operation === 'listUsers');
  const buckets = samples.filter(({ name }) => name === `${DURATIONS}_bucket`);
  const bounds = buckets.map(({ labels }) => (labels.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels.le)));
  expect(bounds).toEqual(bounds.toSorted((left, right) => left - right));
  const values = buckets.map(({ value }) => value);
  expect(values).toEqual(values.toSorted((left, right) => left - right));
  expect([values.at(-1), bounds.at(-1)]).toEqual([20, Number.POSITIVE_INFINITY]);
  const sum = samples.find(({ name }) => name === `${DURATIONS}_sum`)?.value ?? 0;
  expect(sum).toBeGreaterThan(0);
});

test('The gauges show the present sizes', async () => {
  const server = await startAdmin();
  const values = async () => {
    const samples = await metrics(server);
    return ['understudy_sandboxes', 'understudy_rules', 'understudy_snapshots'].map(
      name => samples.find(sample => sample.name === name)?.value,
    );
  };
  expect(await values()).toEqual([0, 0, 0]);
  await server.list('/~a');
  await server.admin('PUT', '/snapshots/mine');
  await server.admin('POST', '/rules', { json: { match: {}, delay: { type: 'fixed', milliseconds: 0 } } });
  await server.admin('POST', '/rules', { json: { match: {}, expireTokens: true } });
  expect(await values()).toEqual([1, 2, 1]);
  await server.admin('DELETE', '/sandboxes/a');
  await server.admin('DELETE', '/rules');
  expect(await values()).toEqual([0, 0, 1]);
  const samples = await metrics(server);
  const memory = samples.find(({ name }) => name === 'process_resident_memory_bytes')?.value ?? 0;
  expect(memory).toBeGreaterThan(1e6);
  expect(samples.some(({ name }) => name === 'process_start_time_seconds')).toBe(true);
});

test('Each mock of a process counts for itself', async () => {
  const [one, other] = [await startAdmin(), await startAdmin()];
  expect(bodyOf(await one.asAdmin('GET', '/v1/user/1')).success).toBe(true);
  expect([counts(await metrics(one)), counts(await metrics(other))]).toEqual([{ 'dnl getUser 200': 1 }, {}]);
});
