// An API of a description beside a bare server that sends the same bytes, and beside other mock servers.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveDescription, start, startPrism } from '../children.js';
import { writeAnswers } from '../pools/answers.js';
import { progress } from '../progress.js';
import { ask } from '../request.js';
import { takeTurns } from '../rounds.js';
import { rate, times } from '../table.js';

/** What is requested. @type {readonly { title: string, path: string }[]} */
const REQUESTS = [
  { title: 'list, from an example', path: '/pets' },
  { title: 'get, from the schema', path: '/pets/7' },
];

const PET = {
  type: 'object',
  required: ['id', 'name', 'status'],
  properties: {
    id: { type: 'integer', minimum: 1 },
    name: { type: 'string' },
    status: { type: 'string', enum: ['available', 'pending', 'sold'] },
    tags: { type: 'array', items: { type: 'string' } },
  },
};

/** A small description in the manner of the pet store. */
const DESCRIPTION = {
  openapi: '3.0.3',
  info: { title: 'Pets', version: '1.0.0' },
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1 } }],
        responses: { 200: json({ type: 'array', items: pet() }, { example: pets(10) }) },
      },
    },
    '/pets/{id}': {
      get: {
        operationId: 'getPet',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }],
        responses: { 200: json(pet()) },
      },
    },
  },
  components: { schemas: { Pet: PET } },
};

/**
 * Each request to the mock and to those beside it, of which Prism and Scalar run only where `--peers` has them.
 * @param {import('../stage.js').Stage} stage
 * @param {import('../options.js').Options} options
 * @returns {Promise<import('../table.js').Table>}
 */
export async function described(stage, options) {
  const [file, answers] = [`${stage.path()}.json`, stage.path()];
  writeFileSync(file, JSON.stringify(DESCRIPTION));
  const understudy = await serveDescription(file);
  /** @type {[string, string][]} */
  const texts = [];
  for (const { path } of REQUESTS) texts.push([path, await ask(understudy.url, { path })]);
  writeAnswers(answers, texts);
  /** @type {Record<string, import('../children.js').Server>} */
  const servers = {
    understudy,
    'node:http': await start('bare-node', [answers]),
    ...(await peers(file, options.peers)),
  };
  const others = Object.keys(servers).filter(name => name !== 'understudy');
  const rows = [];
  for (const { title, path } of REQUESTS) {
    for (const connections of options.connections) {
      const contestants = Object.fromEntries(
        Object.entries(servers).map(([name, { url }]) => [name, { url, requests: [{ path }] }]),
      );
      const outcome = await takeTurns(title, contestants, { ...options, connections });
      rows.push({
        work: title,
        connections: String(connections),
        ...Object.fromEntries(Object.keys(servers).map(name => [`${name}/s`, rate(outcome.rate(name))])),
        ...Object.fromEntries(others.map(name => [`× ${name}`, times(outcome.ratio('understudy', name))])),
      });
    }
  }
  for (const server of Object.values(servers)) await server.stop();
  const notes = [
    'node:http sends the bytes of the mock. Prism validates the requests, too; Scalar does not. Both send bytes of their own.',
  ];
  return { title: 'An API of a description', rows, notes };
}

/**
 * The mock servers that are installed in a folder.
 * @param {string} file
 * @param {string | undefined} folder
 */
async function peers(file, folder) {
  /** @type {Record<string, import('../children.js').Server>} */
  const found = {};
  const has = (/** @type {string} */ name) => folder !== undefined && existsSync(join(folder, 'node_modules', name));
  if (has('@stoplight/prism-cli')) found.Prism = await startPrism(String(folder), file);
  if (has('@scalar/mock-server') && has('@hono/node-server'))
    found.Scalar = await start('scalar', [String(folder), file]);
  if (folder !== undefined && Object.keys(found).length === 0)
    progress(`no other mock server is installed in ${folder}`);
  return found;
}

function pet() {
  return { $ref: '#/components/schemas/Pet' };
}

/** @param {number} count */
function pets(count) {
  return Array.from({ length: count }, (_, at) => ({
    id: at + 1,
    name: `Pet ${at + 1}`,
    status: 'available',
    tags: ['small'],
  }));
}

/**
 * @param {object} schema
 * @param {object} [more]
 */
function json(schema, more = {}) {
  return { description: 'ok', content: { 'application/json': { schema, ...more } } };
}
