import { type Finding, fails, inconclusive, passes } from '../../../model/check.js';
import { effectOf, nameOfRecord } from '../../judged-api.js';
import { isSuccess, keyOfCreated } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { readWalks } from '../../walk/read-walk.js';
import { filteredLists } from './filtered-lists.js';
import { getterOf, listersOf, planFresh } from './fresh.js';
import { bodyWith, onlyRequired } from './sent.js';

/** Where the new record has to be: in a list, perhaps with a filter. */
type Wanted = { list: string; filter?: string };

export const createdFound = defineLaw<Wanted>({
  id: 'created-found',
  says: 'A new record is found: by get, in the lists, and by the filters that it matches.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '' } = api.ruleOf(operation) ?? {};
    if (does !== 'create' || effectOf(operation, api) !== 'creates') return [];
    const getter = getterOf(collection, api);
    return listersOf(collection, api).flatMap((lister): LawCase<Wanted>[] => {
      const fresh = planFresh(collection, api);
      const small = planFresh(collection, api, { body: bodyWith(operation, api, onlyRequired(operation, api)) });
      if (!fresh || !small || fresh.step.operation !== operation.id) return [];
      const list = fresh.listed(lister);
      const get = fresh.about(getter);
      const filtered = filteredLists(lister, small, api).map(
        ({ name, step }): LawCase<Wanted> => ({
          id: `${operation.id} by ${name} of ${lister.id}`,
          parameter: name,
          steps: [small.step, step],
          phase: 'create',
          expect: { list: lister.id, filter: name },
        }),
      );
      const plain: LawCase<Wanted>[] = list
        ? [
            {
              id: `${operation.id} in ${lister.id}`,
              steps: [fresh.step, ...(get ? [get] : []), list],
              phase: 'create',
              expect: { list: lister.id },
            },
          ]
        : [];
      return [...plain, ...filtered];
    });
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { list, filter } }): Finding[] {
    const [create, get] = exchanges;
    const key = keyOfCreated(operation, create, api);
    if (!isSuccess(create) || key === undefined)
      return [inconclusive(requirement, 'The target did not create the record.')];
    const lister = api.operation(list);
    const name = nameOfRecord(api.ruleOf(operation)?.collection ?? '');
    const shared = { causes: [`found ${operation.id} ${list} ${filter ?? ''}`] };
    const getter = getterOf(api.ruleOf(operation)?.collection ?? '', api);
    if (filter === undefined && getter && get && !isSuccess(get) && readWalks(lister, [get], api).length === 0) {
      return [
        fails(requirement, {
          ...shared,
          causes: [`got ${operation.id}`],
          at: 1,
          message: 'A new record cannot be got.',
          expected: `${name} ${key}`,
          got: `${get.response?.status}`,
        }),
      ];
    }
    const walk = readWalks(lister, exchanges, api).at(-1);
    if (!walk || walk.pages.length === 0) return [inconclusive(requirement, 'The list could not be read.')];
    const found = walk.records.some(record => String(record.key) === String(key));
    if (found) return [passes(requirement)];
    if (!walk.complete) return [inconclusive(requirement, 'The list is too long to be read.')];
    const message =
      filter === undefined
        ? `A new record is not in the list of ${list}.`
        : `The filter ${filter} does not find a new record that matches.`;
    return [
      fails(requirement, { ...shared, message, expected: `${name} ${key}`, got: `${walk.records.length} others` }),
    ];
  },
});
