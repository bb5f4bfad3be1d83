import { expect, test } from 'vitest';
import { loadDescription } from '../../../src/openapi/index.js';
import type { DescribedServer } from '../../selfproof/described/described-server.js';
import { INVALID } from '../../selfproof/described/find-breaches.js';
import { SERVERS } from '../../selfproof/described/servers.js';
import { type Step, walk } from '../../selfproof/described/steps.js';
import { createValidator } from '../../selfproof/described/validator.js';

/** Values of many types, lengths and formats; some are valid for some members. */
const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 1.5, 51, 5_000, 5_001, 10_000, 10_000.01],
  ...['', ' ', 'a', 'é', '\u{1f600}', '1', 'true', '\u0000', '\ud800', 'novel', 'AB-1', 'AB-1\n', '1.2.3', '1234'],
  ...[[], ['a'], ['a', 'a'], [1], ['a', 'b', 'c', 'd', 'e', 'f'], {}, { a: 1 }],
  ...['x'.repeat(61), '\u{1f600}'.repeat(60), 'x'.repeat(121), 'x'.repeat(1_001)],
  ...['2026-02-28', '2026-02-30', '2026-02-28T10:00:00Z', '2026-02-28T10:00:00', '2026-02-28T24:00:00Z'],
  ...['2026-02-28T10:00:00+02:00', '2026-02-28t10:00:00.123456z', '2026-02-28T10:00:60Z', '2016-12-31T23:59:60Z'],
  ...['a@b.co', 'a b@c.de', '__proto__'],
];

/** Texts of parameters and forms, percent-encoded. */
const TEXTS: readonly string[] = [
  ...['', '%20', '0', '1', '-1', '1.0', '1.5', '%2B1', '1e2', '01', '0x10', 'NaN', '1%20', 'null', 'a', 'a,b'],
  ...['true', 'TRUE', 'false', '%00', '%F0%9F%98%80', '2026-02-28', '2026-02-28T10:00:00Z', 'asc', '-title'],
  ...['2026-02-28T10:00:00%2B02:00', '2026-02-28T10:00:00+02:00', 'x'.repeat(70)],
];

const OTHER_NAMES = [
  'colour',
  '__proto__',
  'constructor',
  'online',
  'pin',
  'labels',
  'tags',
  'description',
  'internal',
];

test.each(SERVERS)('the server $name refuses as invalid exactly what its description does not allow', async server => {
  const validator = createValidator(await loadDescription(server.contract), server.basePath);
  const { url, close } = await server.startServer();
  const exchanges = await walk(url, await listSteps(server));
  await close();
  const odd = exchanges.filter(exchange => {
    const isRefused = INVALID.includes(exchange.status);
    const isInvalid = validator.findRequestIssues(exchange.step).length > 0;
    // only sentences say which cursors and which authors there are
    if (isRefused && !isInvalid) return !/cursor|author_id/.test(exchange.text);
    return (isInvalid && exchange.status < 300) || exchange.status >= 500 || exchange.status === 0;
  });
  expect(odd.map(({ step, status }) => `${step.method} ${step.path} ${step.body ?? ''} ${status}`)).toEqual([]);
  expect(exchanges.flatMap(exchange => validator.findResponseIssues(exchange))).toEqual([]);
});

/** The successful requests of the full walk, each with one parameter or member changed. */
async function listSteps({ contract, fullWalk }: DescribedServer): Promise<Step[]> {
  const { operations } = await loadDescription(contract);
  return fullWalk
    .filter(({ status }) => status < 300)
    .flatMap(({ step, operation }) => {
      const { parameters = [] } = operations.find(({ id }) => id === operation) ?? {};
      const [path = ''] = step.path.split('?');
      const names = parameters.flatMap(parameter => (parameter.in === 'query' ? [parameter.name] : []));
      const queries = names.flatMap(name => TEXTS.map(text => ({ ...step, path: `${path}?${name}=${text}` })));
      return [step, ...queries, ...changeBody(step)];
    });
}

function changeBody(step: Step): Step[] {
  if (step.body === undefined) return [];
  const bodies = step.headers['Content-Type']?.includes('json') ? changeJson(step.body) : changeForm(step.body);
  return bodies.map(body => ({ ...step, body }));
}

function changeJson(body: string): string[] {
  const members = Object.entries(JSON.parse(body));
  const changed = [...members.map(([name]) => name), ...OTHER_NAMES].flatMap(name => {
    const others = members.filter(([other]) => other !== name);
    return [others, ...VALUES.map(value => [...others, [name, value] as const])];
  });
  return [...changed.map(writeObject), ...VALUES.map(value => JSON.stringify(value)), body.slice(0, -1)];
}

/** Writes an object as text, since an assignment to `__proto__` makes no member. */
function writeObject(members: readonly (readonly [string, unknown])[]): string {
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`;
}

function changeForm(body: string): string[] {
  const fields = body.split('&');
  return [...fields.map(field => field.split('=')[0] ?? ''), ...OTHER_NAMES].flatMap(name => {
    const others = fields.filter(field => !field.startsWith(`${name}=`));
    return [others, ...TEXTS.map(text => [...others, `${name}=${text}`])].map(all => all.join('&'));
  });
}
