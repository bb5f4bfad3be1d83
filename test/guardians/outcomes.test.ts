import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CERTAINTIES, loadContract } from '../../src/contract/index.js';
import { valueAt } from '../../src/kernel/index.js';
import { APIS, contractFile, statementsOf } from './contract-files.js';

type Response = { 'x-certainty': string; content: Record<string, { examples?: Record<string, Example> }> };
type Example = { summary?: string; externalValue: string };

describe.each(APIS)('the outcomes that %s documents', api => {
  const outcomes = loadContract(api).operations.flatMap(operation =>
    [...operation.statuses].map(status => {
      const place = `${operation.place}/responses/${status}`;
      return { operation, id: operation.id, status, place, response: responseAt(api, place) };
    }),
  );

  test.each(outcomes)('$id $status is as certain as the surest statement on it', outcome => {
    const { operation, status, place, response } = outcome;
    const certainties = statementsOf(api)
      .filter(({ supports }) => supports.some(support => support === place || support.startsWith(`${place}/`)))
      .map(({ certainty }) => certainty);
    const surest = CERTAINTIES.find(certainty => certainties.includes(certainty));
    expect(surest).toBeDefined();
    expect(response['x-certainty']).toBe(surest);
    expect(operation.certainty(status)).toBe(surest);
  });

  test('are never surer than a companion where no document has the operation, nor less sure where one has', () => {
    for (const { operation, id, status } of outcomes) {
      const isSure = operation.certainty(status) !== 'companion';
      // a carrier is found only by a log-in, which stands at the address of the create example
      const isPart = id === 'authAsClient' && status === 404;
      expect(isSure, `${id} ${status}`).toBe(!operation.isCompanion && !isPart);
    }
  });

  test.each(outcomes)('$id $status has examples, each summed up and valid', ({ operation, status, response }) => {
    const examples = Object.entries(response.content['application/json']?.examples ?? {});
    expect(examples.length).toBeGreaterThan(0);
    expect(operation.examples(status)).toEqual(examples.map(([name]) => name));
    for (const [name, { summary }] of examples) {
      expect(summary, name).toBeTruthy();
      const body = JSON.parse(operation.example(status, name));
      expect(operation.violations({ status, mediaType: 'application/json', body }), name).toEqual([]);
    }
  });

  test('use every example file', () => {
    const used = new Set(outcomes.flatMap(({ response }) => filesOf(response)));
    expect(readdirSync(`fixtures/${api}/examples`).filter(file => !used.has(file))).toEqual([]);
  });
});

function responseAt(api: string, place: string): Response {
  const [file = '', pointer = ''] = place.split('#');
  return valueAt(contractFile(api, file), pointer) as Response;
}

function filesOf({ content }: Response): string[] {
  return Object.values(content).flatMap(({ examples = {} }) =>
    Object.values(examples).map(({ externalValue }) => basename(externalValue)),
  );
}
