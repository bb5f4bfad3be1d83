import { SchemaView } from '../../../../openapi/index.js';
import { type Finding, fails, inconclusive, passes } from '../../../model/check.js';
import { defineLaw } from '../../law.js';
import { readWalks } from '../../walk/read-walk.js';
import { knownWalk, walkList } from '../../walk/walk-list.js';

export const usualSize = defineLaw<{ size: number; name: string }>({
  id: 'usual-size',
  says: 'Without a size in the request a page has as many records as the default of the size.',
  certainty: 'derived',
  cases(operation, api) {
    const { does, paging } = api.ruleOf(operation) ?? {};
    const parameter = operation.parameters.find(({ in: place, name }) => place === 'query' && name === paging?.size);
    const size = parameter && new SchemaView(parameter.schema).default;
    if (does !== 'list' || operation.method !== 'GET' || typeof size !== 'number' || size < 1 || !parameter) return [];
    const step = walkList(operation, api, { parent: ({ known }) => knownWalk(operation, known)?.parent });
    if (!step) return [];
    const { next: _, ...page } = step;
    const query = (page.query ?? []).filter(([name]) => name !== parameter.name);
    return [
      {
        id: operation.id,
        parameter: parameter.name,
        steps: [{ ...page, query }],
        phase: 'read',
        expect: { size, name: parameter.name },
      },
    ];
  },
  judge({ operation, requirement, exchanges, known, expect: { size, name } }): Finding[] {
    const [walk] = readWalks(operation, exchanges, known.api);
    const all = knownWalk(operation, known)?.records.length ?? 0;
    if (!walk || all <= size) return [inconclusive(requirement, 'The list has no more records than one page.')];
    const count = walk.records.length;
    if (count === size) return [passes(requirement)];
    const message = `Without ${name}, a page has another number of records than its default.`;
    return [
      fails(requirement, {
        parameter: name,
        message,
        expected: `${size}`,
        got: `${count}`,
        causes: [`usual ${operation.id}`],
      }),
    ];
  },
});
