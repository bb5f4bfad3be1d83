import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { nameOfRecord } from '../../judged-api.js';
import type { Walk } from '../../known/walk.js';
import { defineLaw } from '../../law.js';
import { readWalks } from '../../walk/read-walk.js';
import { knownWalk, MAX_PAGES, sizeForPages, walkList } from '../../walk/walk-list.js';
import { findFalseClaims } from './page-claims.js';

export const listPages = defineLaw<undefined>({
  id: 'list-pages',
  says: 'The pages of a list together have each record once, and what they say beside the records is true of the list.',
  certainty: 'derived',
  cases(operation, api) {
    const { does, paging, companions = {}, headers = {} } = api.ruleOf(operation) ?? {};
    if (does !== 'list' || operation.method !== 'GET') return [];
    const isDivided = paging !== undefined && paging.by !== 'size';
    if (!isDivided && Object.keys(companions).length + Object.keys(headers).length === 0) return [];
    const step = walkList(operation, api, {
      ...(isDivided && { size: ({ known }) => sizeForPages(knownWalk(operation, known)?.records.length ?? 1) }),
      parent: ({ known }) => knownWalk(operation, known)?.parent,
    });
    return step ? [{ id: operation.id, steps: [step], phase: 'read', expect: undefined }] : [];
  },
  judge({ operation, requirement, exchanges, known }): Finding[] {
    const { api } = known;
    const [walk] = readWalks(operation, exchanges, api);
    const reference = knownWalk(operation, known);
    if (!walk || walk.pages.length < exchanges.length)
      return [inconclusive(requirement, 'The list could not be read.')];
    const { paging, collection = '' } = api.ruleOf(operation) ?? {};
    const size = sizeOf(walk, paging?.size);
    const shared = { causes: [`pages ${operation.id}`] };
    const name = nameOfRecord(collection);
    const long = size === undefined ? undefined : walk.pages.find(({ records }) => records.length > size);
    if (long) {
      const message = 'A page has more records than the request wants.';
      const about = { parameter: paging?.size ?? '', at: long.at, causes: [`size ${operation.id}`] };
      return [fails(requirement, { ...about, message, expected: `at most ${size}`, got: `${long.records.length}` })];
    }
    const seen = new Set<string>();
    for (const { at, records } of walk.pages) {
      const twice = records.find(({ id }) => seen.has(id));
      if (twice) {
        const message = 'The pages of the list have a record twice.';
        return [
          fails(requirement, {
            ...shared,
            at,
            message,
            expected: 'each record once',
            got: `${name} ${twice.id} again`,
          }),
        ];
      }
      for (const { id } of records) seen.add(id);
    }
    const missing = reference?.records.find(({ id }) => !seen.has(id));
    if (missing && walk.complete) {
      const message = 'The pages of the list do not have all records.';
      return [
        fails(requirement, {
          ...shared,
          message,
          expected: `${reference?.records.length} records`,
          got: `${seen.size}, without ${name} ${missing.id}`,
        }),
      ];
    }
    if (reference?.complete && !walk.complete && walk.pages.length >= MAX_PAGES) {
      const message = 'The pages of the list do not end.';
      return [
        fails(requirement, {
          ...shared,
          message,
          expected: `${reference.records.length} records`,
          got: `${walk.pages.length} pages`,
        }),
      ];
    }
    if (!walk.complete) return [inconclusive(requirement, 'The list is too long to be read.')];
    const claims = findFalseClaims(walk, { api, size });
    if (claims.length > 0) {
      return claims.map(({ name, at, says, expected }) => {
        const message = `What ${name} says of the list is false.`;
        return fails(requirement, {
          parameter: name,
          at,
          message,
          expected,
          got: formatValue(says),
          causes: [`claim ${operation.id} ${name}`],
        });
      });
    }
    return walk.records.length > 1
      ? [passes(requirement)]
      : [inconclusive(requirement, 'The list has fewer than two records.')];
  },
});

/** How many records the requests of a walk wanted on a page. */
function sizeOf({ query }: Walk, name: string | undefined): number | undefined {
  const text = name === undefined ? null : query.get(name);
  return text === null ? undefined : Number(text);
}
