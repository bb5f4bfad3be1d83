import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/contract/index.js';
import { startMock } from '../start-mock.js';
import { APIS, contractFile, type Sample, samplesOf, sampleText } from './contract-files.js';

const run = promisify(execFile);

describe.each(APIS)('the printed samples of %s', api => {
  const contract = loadContract(api);
  const json = samplesOf(api).filter(({ kind, schema }) => kind !== 'curl' && schema);

  test('are all known by place and kind', () => {
    for (const { printed, kind, file } of samplesOf(api)) {
      expect(['example', 'shape', 'curl'], file).toContain(kind);
      for (const place of printed) expect(place, file).toMatch(/^[a-z-]+:\d+(-\d+)?$/);
    }
  });

  test.each(json.filter(({ kind }) => kind === 'example'))('example $file is valid under its schema', sample => {
    const validate = contract.validator(schemaName(sample));
    expect(validate(JSON.parse(sampleText(api, sample.file)))).toEqual([]);
  });

  test.each(json.filter(({ kind }) => kind === 'shape'))('shape $file has no keys but those of its schema', sample => {
    const schema = contractFile(api, sample.schema ?? '') as { properties: Record<string, unknown> };
    const keys = Object.keys(JSON.parse(sampleText(api, sample.file)));
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter(key => !Object.hasOwn(schema.properties, key))).toEqual([]);
  });
});

/** What no mock can know beforehand: the digest and the time of the created user, and the obscured addresses of the listed ones. */
function comparable(text: string): unknown {
  return JSON.parse(text, (key, value) => (['passwd', 'create_time', 'email'].includes(key) ? typeof value : value));
}

describe('the printed curls, pasted into bash with only scheme, host, port, mount and placeholder changed', () => {
  test('get what the DNL pages print, in the order of the story', async () => {
    const { mock } = await startMock();
    const url = await mock.listen();
    const paste = async (file: string) => {
      const command = sampleText('dnl', file).replace('http://88.99.175.131:8000', url);
      return (await run('bash', ['-c', `${command} -sS`])).stdout;
    };

    const list = JSON.parse(await paste('list.curl'));
    expect(list.payload.items.length).toBe(30);
    list.payload.items.splice(2);
    // the example leaves out `success`, which the reading list-success adds after the payload
    const { success, ...printed } = list;
    expect(success).toBe(true);
    expect(comparable(JSON.stringify(printed))).toEqual(comparable(sampleText('dnl', 'list-response.json')));
    expect(keysOf(printed)).toEqual(keysOf(JSON.parse(sampleText('dnl', 'list-response.json'))));

    expect(await paste('create.curl')).toBe(compact('create-response.json'));

    const user = await paste('get.curl');
    expect(comparable(user)).toEqual(comparable(sampleText('dnl', 'get-response.json')));
    expect(keysOf(JSON.parse(user))).toEqual(keysOf(JSON.parse(sampleText('dnl', 'get-response.json'))));
    expect(JSON.parse(user).payload.email).toBe(JSON.parse(sampleText('dnl', 'get-response.json')).payload.email);

    expect(await paste('patch-all.curl')).toBe(compact('patch-all-response.json'));
  });

  test('changes the user of the Acefone page', async () => {
    const { mock } = await startMock();
    const url = await mock.listen();
    const command = sampleText('acefone', 'patch.curl')
      .replace('https://api.acefone.in', `${url}/acefone`)
      .replace('/user/id', '/user/288256');
    const { stdout } = await run('bash', ['-c', `${command} -sS`]);
    expect(JSON.parse(stdout)).toEqual({ success: true, message: expect.any(String) });
  });
});

function compact(file: string): string {
  return JSON.stringify(JSON.parse(sampleText('dnl', file)));
}

/** All keys of a value in their order, objects within objects too. */
function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysOf);
  if (value === null || typeof value !== 'object') return null;
  return Object.entries(value).map(([key, inner]) => [key, keysOf(inner)]);
}

function schemaName({ schema = '' }: Sample): string {
  return schema.replace('schemas/', '').replace('.json', '');
}
