import { join, relative } from 'node:path';
import request from 'supertest';
import { expect, onTestFinished, test } from 'vitest';
import { createMock, type MockOptions } from '../../../src/index.js';
import type { Problem } from '../../../src/kernel/index.js';
import { writeFiles } from '../../openapi/files.js';
import { DESCRIPTION, harbourFiles, READINGS, RESOURCES, STATEMENTS } from './harbour.js';

/** A mock of the contract folder. */
async function harbour(options: Partial<MockOptions> = {}, others: Readonly<Record<string, unknown>> = {}) {
  const folder = join(writeFiles(harbourFiles(others)), 'harbour');
  const mock = await createMock({ descriptions: [folder], validateResponses: true, ...options });
  onTestFinished(() => mock.close());
  return { mock, folder, client: request(mock.app) };
}

async function issuesOf(others: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = join(writeFiles(harbourFiles(others)), 'harbour');
  const refusal: Problem = await createMock({ descriptions: [folder] }).then(
    () => expect.fail('the folder was accepted'),
    problem => problem,
  );
  return refusal.message.replaceAll(relative('', folder), 'harbour').replaceAll(folder, 'harbour');
}

test('an API of a contract folder has the name of the folder and keeps what its files say', async () => {
  const { mock, client } = await harbour();
  expect(mock.basePaths).toEqual({ harbour: '/v2' });
  const { body: first } = await client.get('/v2/berths').expect(200);
  expect(first).toHaveLength(10);
  const { body: last } = await client.get('/v2/berths?page=2').expect(200);
  expect(last).toHaveLength(2);
  const { body: added } = await client.post('/v2/berths').send({ name: 'North 1' }).expect(201);
  expect(added).toEqual({ id: 13, name: 'North 1' });
  await client.get('/v2/berths/13').expect(200, { id: 13, name: 'North 1' });
});

test('records may be kept in a form that no operation shows', async () => {
  const { client } = await harbour(
    {},
    {
      'schemas/kept-berth.json': JSON.stringify({
        ...{ type: 'object', required: ['id', 'name', 'code'] },
        properties: { id: { type: 'integer' }, name: { type: 'string' }, code: { const: 'B' } },
      }),
      'resources.yaml': { collections: { berths: { schema: 'schemas/kept-berth.json#', records: 1 } } },
    },
  );
  const { body } = await client.get('/__admin/records/harbour/berths').expect(200);
  expect(body.records).toEqual([{ id: 1, name: expect.any(String), code: 'B' }]);
  const { body: shown } = await client.get('/v2/berths/1').expect(200);
  expect(shown).toEqual({ id: 1, name: body.records[0].name });
});

test('a choice of a reading stands in the resources, whether it is made at the start or for one request', async () => {
  const { client } = await harbour();
  await client.post('/v2/berths').send({ name: 'North 1' }).expect(201);
  const names = (response: { body: { name: string }[] }) => response.body.map(({ name }) => name);
  expect(names(await client.get('/v2/berths?name=north'))).toEqual([]);
  expect(names(await client.get('/v2/berths?name=North 1'))).toEqual(['North 1']);
  const inPart = client.get('/v2/berths?name=north').set('Prefer', 'reading="text-match=part"');
  expect(names(await inPart)).toEqual(['North 1']);
  const { client: observed } = await harbour({ profile: 'observed', readings: { 'first-page': 'zero' } });
  await observed.post('/v2/berths').send({ name: 'North 1' }).expect(201);
  expect(names(await observed.get('/v2/berths?name=north'))).toEqual(['North 1']);
  expect((await observed.get('/v2/berths?page=1').expect(200)).body).toHaveLength(3);
});

test('a choice of a reading changes the description where it says so, and both versions keep the same records', async () => {
  const { client } = await harbour();
  await client.post('/v2/berths').send({}).expect(400);
  const nameless = 'reading="nameless=named"';
  const { body } = await client.post('/v2/berths').set('Prefer', nameless).send({}).expect(201);
  expect(body).toEqual({ id: 13, name: 'unnamed' });
  await client.get('/v2/berths/13').expect(200, body);
  const required = async () => {
    const { body } = await client.get('/__admin/apis/harbour/openapi.json').expect(200);
    return body.components.schemas.NewBerth.required;
  };
  expect(await required()).toEqual(['name']);
  await client
    .put('/__admin/settings')
    .send({ readings: { nameless: 'named' } })
    .expect(200);
  expect(await required()).toEqual([]);
});

test('choices that are fine alone and not together are refused, and the mock goes on', async () => {
  const reading = (id: string, describes: Record<string, unknown>) => ({
    id,
    question: 'Is it?',
    choices: [
      { id: 'no', means: 'no' },
      { id: 'yes', means: 'yes', describes },
    ],
    profiles: { documented: 'no' },
  });
  const readings = [
    reading('nothing', { 'openapi.yaml#/components/schemas/NewBerth': true }),
    reading('nameless', { 'openapi.yaml#/components/schemas/NewBerth/required': [] }),
  ];
  const { client } = await harbour({}, { 'readings.yaml': { readings }, ...NO_STATEMENTS });
  const prefer = (Prefer: string) => client.post('/v2/berths').set('Prefer', Prefer).send({ name: 'North 1' });
  await prefer('reading="nameless=yes"').expect(201);
  await prefer('reading="nothing=yes"').expect(201);
  const { body } = await prefer('reading="nothing=yes", reading="nameless=yes"').expect(400);
  expect(body).toMatchObject({ code: 'preference-invalid', detail: expect.stringContaining('do not fit together') });
  await client.get('/v2/berths').expect(200);
});

const NO_STATEMENTS = { 'statements.yaml': undefined, 'resources.yaml': undefined };

test('a response has the certainty of what is stated of it', async () => {
  const { client } = await harbour();
  const certaintyOf = async (path: string) => (await client.get(path)).headers['understudy-certainty'];
  expect(await certaintyOf('/v2/berths/1')).toBe('companion');
  expect(await certaintyOf('/v2/berths')).toBe('explicit');
});

test('a folder with a description alone is played like the description', async () => {
  const none = { 'statements.yaml': undefined, 'readings.yaml': undefined, 'resources.yaml': undefined };
  const { client } = await harbour({ records: 3 }, none);
  expect((await client.get('/v2/berths').expect(200)).body).toHaveLength(3);
});

test('files that have only comments say nothing', async () => {
  const { client } = await harbour(
    {},
    { 'statements.yaml': '# none yet\n', 'readings.yaml': '', 'resources.yaml': '#\n' },
  );
  await client.get('/v2/berths').expect(200);
});

test('a file given as an option is used instead of the resources of the folder', async () => {
  const other = join(writeFiles({ 'other.yaml': 'collections: { berths: { records: 4 } }' }), 'other.yaml');
  const { client } = await harbour({ resources: other });
  expect((await client.get('/v2/berths').expect(200)).body).toHaveLength(4);
});

const [first, second, ...others] = STATEMENTS;
const [textMatch, ...otherReadings] = READINGS.readings;

test.each<[string, Record<string, unknown>, string[]]>([
  [
    'has no description',
    { 'openapi.yaml': undefined },
    ['The folder harbour has no openapi.yaml, openapi.yml, openapi.json.'],
  ],
  [
    'repeats a key',
    { 'readings.yaml': 'profiles: {}\nprofiles: {}\n' },
    ['Failed to read harbour/readings.yaml: line 2 repeats a key.'],
  ],
  [
    'has statements of the wrong form',
    { 'statements.yaml': [{ ...first, lines: 'two', certainty: 'sure' }, { says: 'x' }] },
    ['harbour/statements.yaml:3 /0/lines', 'harbour/statements.yaml:5 /0/certainty', ':7 /1/id is missing.'],
  ],
  [
    'has statements that name what does not exist',
    {
      'statements.yaml': [
        { ...first, supports: ['openapi.yaml#/paths/~1berth/get', 'list-all'] },
        { ...second, reading: 'text-mach', id: 'list.operation' },
        { ...first, id: 'other', document: undefined },
      ].map(statement => JSON.parse(JSON.stringify(statement))),
    },
    [
      '/0/supports/0 names openapi.yaml#/paths/~1berth/get, which does not exist.',
      '/1/reading is no reading; did you mean text-match?',
      '/1/id is the id of another, list.operation.',
      '/2 is explicit, and needs a document and lines.',
    ],
  ],
  [
    'has readings that name what does not exist',
    {
      'statements.yaml': [first, ...others],
      'readings.yaml': {
        readings: [
          { ...textMatch, profiles: { documented: 'all' } },
          ...otherReadings,
          {
            id: 'first-page',
            question: 'Again?',
            choices: [{ id: 'yes', means: 'yes', describes: { 'openapi.yaml#/nowhere/at/all': 1 } }],
            profiles: { documented: 'yes' },
            judge: { accepts: 'any', means: 'anything', describes: { 'openapi.yaml#/nor/here': 1 } },
          },
        ],
      },
    },
    [
      '/readings/0/profiles/documented is no choice; the known names are whole, part.',
      '/readings/3/id is the id of another, first-page.',
      '/readings/3/choices/0/describes/openapi.yaml#~1nowhere~1at~1all does not exist.',
      '/readings/3/judge/describes/openapi.yaml#~1nor~1here does not exist.',
    ],
  ],
  [
    'has resources with a reading that does not exist',
    { 'resources.yaml': 'operations:\n  listBerths:\n    filters:\n      name: { compare: { reading: text-mach } }\n' },
    ['resources.yaml:4 /operations/listBerths/filters/name/compare names no reading; did you mean text-match?'],
  ],
  [
    'has a reading whose choice changes what is kept',
    {
      'readings.yaml': {
        readings: [
          ...READINGS.readings,
          {
            id: 'id-type',
            question: 'What is an id?',
            choices: [
              { id: 'number', means: 'a number' },
              { id: 'text', means: 'a text', describes: { 'schemas/berth.json#/properties/id/type': 'string' } },
            ],
            profiles: { documented: 'number' },
          },
        ],
      },
    },
    ['The choice text of the reading id-type changes which collections there are'],
  ],
])('a folder that %s is refused, and everything that is wrong is named', async (_, files, parts) => {
  const message = await issuesOf(files);
  for (const part of parts) expect(message).toContain(part);
});

test('the description of the tests and its resources fit together', () => {
  expect(Object.keys(RESOURCES.operations)).toEqual([DESCRIPTION.paths['/berths'].get.operationId]);
});
