import { describe, expect, test } from 'vitest';
import { createSuite, listCheckIds } from '../../src/check/index.js';
import { loadContract, readContractFolder } from '../../src/contract/index.js';
import { formatPointer, valueAt } from '../../src/kernel/index.js';
import { loadDescription } from '../../src/openapi/index.js';
import { APIS, contractFile, schemaFilesOf, statementsOf } from './contract-files.js';

describe.each(APIS)('the statements of %s', api => {
  const statements = statementsOf(api);
  const supports = statements.flatMap(({ supports }) => supports);
  const supported = new Set(supports.filter(isPlace));
  const contract = loadContract(api);
  const suite = createSuite(contract);

  test('have the right form, unique ids and a source, and name places and readings that exist in a description without warnings', async () => {
    const folder = await readContractFolder(`contracts/${api}`);
    const description = await loadDescription(folder.description, { allowRefs: [`fixtures/${api}`] });
    folder.assertFits(description);
    expect(description.warnings()).toEqual([]);
    expect(folder.statements).toEqual(statements);
    expect(folder.readings).toEqual(contract.readings);
  });

  test('are each supported by a part of the contract', () => {
    expect(statements.filter(({ supports }) => !supports.some(isPlace))).toEqual([]);
  });

  test('name checks that exist, and every check is named', () => {
    const named = new Set(supports.filter(place => !isPlace(place)));
    expect([...named].toSorted()).toEqual([...listCheckIds(suite)].toSorted());
  });

  test('name the checks whose cases put them to the test', () => {
    const checksOf = new Map(statements.map(({ id, supports }) => [id, supports]));
    const unnamed = suite.checks.flatMap(({ id, cases }) =>
      cases.flatMap(({ statements }) => statements.filter(statement => !checksOf.get(statement)?.includes(id))),
    );
    expect(unnamed).toEqual([]);
  });

  test('are put to the test only where a document or a reading has them, by requests of operations that one has', () => {
    const companions = new Set(statements.filter(({ certainty }) => certainty === 'companion').map(({ id }) => id));
    const documented = new Set(contract.operations.filter(({ isCompanion }) => !isCompanion).map(({ id }) => id));
    const cases = suite.checks.flatMap(({ cases }) => cases);
    expect(companions.size).toBeGreaterThan(0);
    expect(cases.flatMap(({ statements }) => statements.filter(id => companions.has(id)))).toEqual([]);
    const asked = cases.flatMap(({ operation, steps }) => [operation, ...steps.map(({ operation }) => operation)]);
    expect(asked.filter(id => !documented.has(id))).toEqual([]);
  });

  test('leave no operation, parameter, body, response, example or property unsupported', () => {
    const places = [...openApiPlaces(api), ...schemaFilesOf(api).flatMap(file => schemaPlaces(api, file))];
    expect(places.length).toBeGreaterThan(20);
    expect(places.filter(place => !supported.has(place))).toEqual([]);
  });

  test('name the parameter that they point at', () => {
    const wrong = statements.filter(({ id, supports }) =>
      supports.filter(isPlace).some(place => {
        const parameter = /\/parameters\/\d+$/.test(place) && (targetOf(api, place) as { name: string });
        return (
          parameter &&
          !id.endsWith(`.${parameter.name}`) &&
          !id.startsWith('ruled.') &&
          supports.filter(isPlace).length === 1
        );
      }),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

/** What supports a statement is a place in a file of the contract, or the id of a check. */
function isPlace(support: string): boolean {
  return support.includes('#');
}

function targetOf(api: string, place: string): unknown {
  const [file = '', pointer = ''] = place.split('#');
  return valueAt(contractFile(api, file), pointer);
}

type Description = {
  parameters?: unknown[];
  requestBody?: Content;
  responses: Record<string, Content>;
};
type Content = { content: Record<string, { examples?: Record<string, unknown> }> };

function openApiPlaces(api: string): string[] {
  const { paths } = contractFile(api, 'openapi.yaml') as { paths: Record<string, Record<string, Description>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { parameters = [], requestBody, responses }]) => {
      const operation = ['paths', path, method];
      return [
        operation,
        ...parameters.map((_, at) => [...operation, 'parameters', at]),
        ...(requestBody
          ? [[...operation, 'requestBody'], ...examplePlaces([...operation, 'requestBody'], requestBody)]
          : []),
        ...Object.entries(responses).flatMap(([status, response]) => [
          [...operation, 'responses', status],
          ...examplePlaces([...operation, 'responses', status], response),
        ]),
      ].map(tokens => `openapi.yaml#${formatPointer(tokens)}`);
    }),
  );
}

function examplePlaces(at: (string | number)[], { content }: Content): (string | number)[][] {
  return Object.entries(content).flatMap(([media, { examples = {} }]) =>
    Object.keys(examples).map(name => [...at, 'content', media, 'examples', name]),
  );
}

/** Every property that a schema file defines, at any depth. */
function schemaPlaces(api: string, file: string): string[] {
  const places: string[] = [];
  const walk = (schema: unknown, at: string[]): void => {
    if (schema === null || typeof schema !== 'object') return;
    for (const [word, inner] of Object.entries(schema)) {
      if (word === 'properties') {
        for (const name of Object.keys(inner)) places.push(`${file}#${formatPointer([...at, word, name])}`);
      }
      walk(inner, [...at, word]);
    }
  };
  walk(contractFile(api, file), []);
  return places;
}
