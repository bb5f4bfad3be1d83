// An API of a description beside a bare server that sends the same bytes, and beside other mock servers.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveDescription, start, startPrism } from '../children.js';
import { writeAnswers } from '../pools/answers.js';
import { DESCRIPTION, petWorks } from '../pools/pets.js';
import { progress } from '../progress.js';
import { ask } from '../request.js';
import { takeTurns } from '../rounds.js';
import { number, rate, times, verdict } from '../table.js';

/** The least ratio to node:http, by the title of the work. @type {Readonly<Record<string, number>>} */
const LEAST = { 'get one': 0.6, 'list, 25 on a page': 0.6 };

/**
 * Gets, lists, filters and creates at each number of records, beside the servers that are there.
 * @param {import('../stage.js').Stage} stage
 * @param {import('../options.js').Options} options
 * @returns {Promise<import('../table.js').Table>}
 */
export async function described(stage, options) {
  const rows = [];
  for (const count of options.records) rows.push(...(await rowsOf(count, { stage, options })));
  const notes = [
    'node:http sends the bytes of the mock. json-server has the same records and its own dialect, and writes its file with ' +
      'each create. Prism validates the requests, too; Scalar does not. Both keep no records, and send bytes of their own.',
  ];
  return { title: 'An API of a description', rows, notes };
}

/**
 * @param {number} count
 * @param {{ stage: import('../stage.js').Stage, options: import('../options.js').Options }} place
 */
async function rowsOf(count, { stage, options }) {
  const [file, answers, data] = [`${stage.path()}.json`, stage.path(), `${stage.path()}.json`];
  writeFileSync(file, JSON.stringify(DESCRIPTION));
  progress(`making ${number(count)} records`);
  const understudy = await serveDescription(file, ['--records', String(count)]);
  const works = petWorks(count);
  writeAnswers(answers, await answersOf(understudy.url, works));
  writeFileSync(data, JSON.stringify({ pets: await allPets(understudy.url, count) }));
  /** @type {Record<string, import('../children.js').Server>} */
  const servers = {
    understudy,
    'node:http': await start('bare-node', [answers]),
    'json-server': await start('json-server-file', [data]),
    ...(await peers(file, options.peers)),
  };
  const others = Object.keys(servers).filter(name => name !== 'understudy');
  const rows = [];
  for (const { title, requests, dialect } of works) {
    for (const connections of options.connections) {
      const contestants = Object.fromEntries(
        Object.entries(servers).map(([name, { url }]) => [
          name,
          { url, requests: name === 'json-server' ? dialect : requests },
        ]),
      );
      const outcome = await takeTurns(`${title}, ${number(count)}`, contestants, { ...options, connections });
      const least = LEAST[title];
      rows.push({
        work: title,
        records: number(count),
        connections: String(connections),
        ...Object.fromEntries(Object.keys(servers).map(name => [`${name}/s`, rate(outcome.rate(name))])),
        ...Object.fromEntries(others.map(name => [`× ${name}`, times(outcome.ratio('understudy', name))])),
        target: least === undefined ? '' : `${least} × node:http`,
        verdict: verdict(least === undefined ? [] : [{ value: outcome.ratio('understudy', 'node:http'), least }]),
      });
    }
  }
  for (const server of Object.values(servers)) await server.stop();
  return rows;
}

/**
 * What the mock sends for each request.
 * @param {string} url
 * @param {import('../pools/pets.js').Work[]} works
 */
async function answersOf(url, works) {
  /** @type {[string, string][]} */
  const texts = [];
  for (const request of works.flatMap(({ requests }) => requests)) texts.push([request.path, await ask(url, request)]);
  return texts;
}

/**
 * All records, with the ids that json-server needs.
 * @param {string} url
 * @param {number} count
 */
async function allPets(url, count) {
  const pets = [];
  for (let page = 1; page <= Math.ceil(count / 100); page++) {
    pets.push(...JSON.parse(await ask(url, { path: `/pets?page=${page}&limit=100` })));
  }
  return pets.map(pet => ({ ...pet, id: String(pet.id) }));
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
