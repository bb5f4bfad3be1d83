import { fromTarget } from '../../../model/case.js';
import { type Finding, fails, inconclusive, passes } from '../../../model/check.js';
import type { Knowledge } from '../../known/knowledge.js';
import { defineLaw } from '../../law.js';
import { readCount } from '../../walk/page-facts.js';
import { readWalks } from '../../walk/read-walk.js';
import { knownWalk, sizeForPages, walkList } from '../../walk/walk-list.js';

export const behindTheEnd = defineLaw<undefined>({
  id: 'behind-the-end',
  says: 'The total of a list does not depend on the page: an empty page behind the last one says the same total.',
  certainty: 'derived',
  cases(operation, api) {
    const { does, paging, companions = {}, headers = {} } = api.ruleOf(operation) ?? {};
    const saysTotal = [...Object.values(companions), ...Object.values(headers)].includes('total');
    if (does !== 'list' || operation.method !== 'GET' || !saysTotal) return [];
    if (paging?.by !== 'page' && paging?.by !== 'offset') return [];
    const count = (known: Knowledge) => knownWalk(operation, known)?.records.length ?? 1;
    const size = ({ known }: { known: Knowledge }) => sizeForPages(count(known));
    const parent = ({ known }: { known: Knowledge }) => knownWalk(operation, known)?.parent;
    const first = walkList(operation, api, { size, parent });
    const behind = fromTarget<Knowledge>('page behind the last one', ({ known }) =>
      // other clients may add some records meanwhile
      paging.by === 'page' ? paging.first + 2 + Math.ceil(count(known) / size({ known })) : 2 * count(known) + 10,
    );
    const name = paging.by === 'page' ? paging.page : paging.offset;
    const last = walkList(operation, api, { size, parent, query: [[name, behind]] });
    if (!first || !last) return [];
    const steps = [first, last].map(({ next: _, ...step }) => step);
    return [{ id: operation.id, parameter: name, steps, phase: 'read', expect: undefined }];
  },
  judge({ operation, requirement, exchanges, known: { api } }): Finding[] {
    const [first, behind] = exchanges.map(exchange => readCount('total', { operation, exchange, api }));
    const [walk] = readWalks(operation, exchanges.slice(1), api);
    if (!first || behind === undefined || walk?.records.length !== 0)
      return [inconclusive(requirement, 'The list has no empty page behind the last one that says a total.')];
    if (first === behind) return [passes(requirement)];
    const message = 'On a page behind the last one, the list says another total.';
    return [
      fails(requirement, {
        message,
        expected: `${first}`,
        got: `${behind}`,
        causes: [`behind the end ${operation.id}`],
      }),
    ];
  },
});
