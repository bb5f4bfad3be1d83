import supertest from 'supertest';
import { expect, test } from 'vitest';
import { fakeApp } from './fake-api.js';

const NOON = Date.UTC(2031, 4, 1, 12);
const START = Date.UTC(2019, 0, 1);
const scenario = (time?: number) => ({
  name: 'test',
  summary: 'Some.',
  records: {},
  rules: [],
  ...(time !== undefined && { time }),
});

/** An app whose clock is frozen at the start, and the times in its responses. */
async function playing() {
  const { app, workspaces } = await fakeApp(
    { respond: () => ({ status: 200, body: '{"ok":true}' }) },
    { clock: () => START },
  );
  const dateIn = async (prefix: string) => Date.parse((await supertest(app).get(`${prefix}/read`)).headers.date ?? '');
  return { workspaces, dateIn };
}

test('A scenario starts at its time, and a reset restores that', async () => {
  const { workspaces, dateIn } = await playing();
  const { main } = workspaces;
  await workspaces.startScenario(main, scenario(NOON));
  expect(await dateIn('')).toBe(NOON);
  main.clock.advance(3_600_000);
  expect(await dateIn('')).toBe(NOON + 3_600_000);
  await workspaces.reset(main);
  expect(await dateIn('')).toBe(NOON);
});

test('A scenario without a time starts at that of the mock, not of a set clock or another scenario', async () => {
  const { workspaces, dateIn } = await playing();
  const { main } = workspaces;
  for (const bulkUpdate of [() => main.clock.set(NOON), () => workspaces.startScenario(main, scenario(NOON))]) {
    await bulkUpdate();
    expect(await dateIn('')).toBe(NOON);
    await workspaces.startScenario(main, scenario());
    expect(await dateIn('')).toBe(START);
  }
});

test('A scenario that keeps existing data also starts at its time', async () => {
  const { workspaces, dateIn } = await playing();
  workspaces.resumeScenario(workspaces.main, scenario(NOON));
  expect(await dateIn('')).toBe(NOON);
});

test('A sandbox has the time of the scenario in which it was created, or of its own scenario', async () => {
  const { workspaces, dateIn } = await playing();
  await workspaces.startScenario(workspaces.of('own'), scenario(NOON));
  expect([await dateIn('/~own'), await dateIn('')]).toEqual([NOON, START]);
  await workspaces.startScenario(workspaces.main, scenario(NOON));
  const late = workspaces.of('late');
  late.clock.advance(60_000);
  expect(await dateIn('/~late')).toBe(NOON + 60_000);
  await workspaces.reset(late);
  expect(await dateIn('/~late')).toBe(NOON);
});
