import { type DescribedOperation, SchemaView } from '../../../../openapi/index.js';
import type { PagingRule } from '../../../../resource/index.js';
import type { TargetExchange } from '../../../../target/index.js';
import { fromTarget, type Step } from '../../../model/case.js';
import { type Finding, fails, inconclusive, passes } from '../../../model/check.js';
import type { JudgedApi } from '../../judged-api.js';
import type { Knowledge, KnownWalk } from '../../known/knowledge.js';
import { isSuccess } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { nameOfCompanion, readCount } from '../../walk/page-facts.js';
import { readWalk } from '../../walk/read-walk.js';
import { knownWalk, MAX_SIZE, walkList } from '../../walk/walk-list.js';

type NumberedPaging = Extract<PagingRule, { by: 'page' | 'offset' }>;

/** The size of the pages, by the number of records in the list; undefined where no size will do. */
type Size = (count: number) => number | undefined;

type Wanted = { size: Size };

/** Which page is read, counted from the first one, by the size and the number of pages. */
type Position = (pages: number, size: number) => number;

const ENDS: readonly Position[] = [() => 0, pages => pages - 1, pages => pages];
const FAR: readonly Position[] = [() => 0, () => 999_999, (_, size) => Math.floor(999_999_999 / size)];

export const pageEnds = defineLaw<Wanted>({
  id: 'page-ends',
  says: 'A page has as many records as wanted, the last one those that are left, and one after it none; the total is the same on all.',
  certainty: 'derived',
  cases(operation, api) {
    const { does, paging } = api.ruleOf(operation) ?? {};
    if (does !== 'list' || operation.method !== 'GET' || !isNumbered(paging) || paging.size === undefined) return [];
    const sizes = Object.entries(listSizes(operation, paging));
    const plan = (id: string, size: Size, positions: readonly Position[]): LawCase<Wanted>[] => {
      const steps = positions.map(position => pageStep(operation, api, { paging, size, position }));
      const about = ['', pageParameter(paging), paging.size ?? '', nameOfCompanion('total', operation, api) ?? ''];
      return steps.every(step => step !== undefined)
        ? [
            {
              id: `${operation.id} ${id}`,
              parameter: pageParameter(paging),
              about,
              steps,
              phase: 'read',
              expect: { size },
            },
          ]
        : [];
    };
    const ends = sizes.flatMap(([id, size]) => plan(id, size, ENDS));
    return [...(api.isLarge ? ends.slice(0, 2) : ends), ...plan('far after the last page', () => 1, FAR)];
  },
  judge({ operation, requirement, exchanges, known, expect }): Finding[] {
    const { api } = known;
    const { paging } = api.ruleOf(operation) ?? {};
    const reference = knownWalk(operation, known);
    const [first] = exchanges;
    const total = readCount('total', { operation, exchange: first, api }) ?? countOf(reference);
    const size = reference && expect.size(countOf(reference) ?? 0);
    if (!isNumbered(paging) || total === undefined || size === undefined || !isSuccess(first))
      return [inconclusive(requirement, 'The list could not be read.')];
    const totalName = nameOfCompanion('total', operation, api);
    // a total that is false of the whole list makes the expected pages wrong, too
    const isFalse =
      reference?.complete && reference.total !== undefined && reference.total !== reference.records.length;
    const seen = new Set<string>();
    for (const [at, exchange] of exchanges.entries()) {
      const index = indexOf(exchange, paging, size);
      const left = Math.max(0, Math.min(size, total - index * size));
      // a page after the last one may be refused
      if (!isSuccess(exchange) && left === 0) continue;
      const { records } = readWalk(operation, [exchange], { api });
      const where = `Page ${index + 1} of ${size} records a page`;
      const fail = (message: string, about: { parameter?: string; expected: unknown; got: unknown }) => {
        const { parameter, expected, got } = about;
        const more = { at, message: `${where} ${message}.`, expected: `${expected}`, got: `${got}` };
        const cause = isFalse
          ? `claim ${operation.id} ${totalName}`
          : `ends ${operation.id} ${left === 0 ? 'after' : (parameter ?? '')}`;
        const causes = [cause];
        return [fails(requirement, { ...more, causes, ...(parameter !== undefined && { parameter }) })];
      };
      const says = readCount('total', { operation, exchange, api });
      if (says !== undefined && says !== total)
        return fail('has another total', {
          ...(left > 0 && totalName !== undefined && { parameter: totalName }),
          expected: total,
          got: says,
        });
      if (records.length !== left) {
        const parameter = records.length > size || index === 0 ? paging.size : pageParameter(paging);
        return fail('has a wrong number of records', {
          ...(left > 0 && parameter !== undefined && { parameter }),
          expected: left,
          got: records.length,
        });
      }
      const twice = records.find(({ id }) => seen.has(id));
      if (twice && index > 0)
        return fail('has a record of another page', {
          parameter: pageParameter(paging),
          expected: 'each record once',
          got: twice.id,
        });
      for (const { id } of records) seen.add(id);
    }
    return total > size ? [passes(requirement)] : [inconclusive(requirement, 'All records are on one page.')];
  },
});

function isNumbered(paging: PagingRule | undefined): paging is NumberedPaging {
  return paging?.by === 'page' || paging?.by === 'offset';
}

function pageParameter(paging: NumberedPaging): string {
  return paging.by === 'page' ? paging.page : paging.offset;
}

/** Sizes that leave a last page with all records that fit, with one, and with some. */
function listSizes(operation: DescribedOperation, paging: NumberedPaging): Record<string, Size> {
  const parameter = operation.parameters.find(({ in: place, name }) => place === 'query' && name === paging.size);
  const view = parameter && new SchemaView(parameter.schema);
  const { minimum = 1, maximum, default: usual } = view ?? {};
  // a server may have pages of fewer records than a request wants, unless the description says how many it may want
  const documented = paging.most ?? maximum ?? (typeof usual === 'number' ? usual : MAX_UNDOCUMENTED);
  const most = Math.min(documented, MAX_SIZE);
  const least = Math.max(1, minimum);
  const leaving =
    (rest: number): Size =>
    count => {
      for (let size = Math.min(most, count - 1); size >= least; size -= 1)
        if (count % size === rest % size) return size;
      return undefined;
    };
  const fixed = [1, 2, 7, most - 1, most].filter(
    (size, at, all) => size >= least && size <= most && all.indexOf(size) === at,
  );
  return {
    'with a full last page': leaving(0),
    'with one record on the last page': leaving(1),
    ...Object.fromEntries(fixed.map(size => [`${size} a page`, () => size])),
  };
}

/** So many records fit on a page of any server. */
const MAX_UNDOCUMENTED = 10;

function pageStep(
  operation: DescribedOperation,
  api: JudgedApi,
  { paging, size, position }: { paging: NumberedPaging; size: Size; position: Position },
): Step<Knowledge> | undefined {
  const page = fromTarget<Knowledge>('number of a page', ({ known }) => {
    const count = countOf(knownWalk(operation, known));
    const wanted = count === undefined ? undefined : size(count);
    if (count === undefined || wanted === undefined) return undefined;
    const index = position(Math.max(1, Math.ceil(count / wanted)), wanted);
    return paging.first + (paging.by === 'page' ? index : index * wanted);
  });
  const step = walkList(operation, api, {
    query: [[pageParameter(paging), page]],
    size: ({ known }) => size(countOf(knownWalk(operation, known)) ?? 0) ?? 1,
    parent: ({ known }) => knownWalk(operation, known)?.parent,
  });
  if (!step) return undefined;
  const { next: _, ...alone } = step;
  return { ...alone, valid: true };
}

function countOf(walk: KnownWalk | undefined): number | undefined {
  return walk?.total ?? (walk?.complete ? walk.records.length : undefined);
}

/** Which page a request wants, counted from the first one. */
function indexOf({ request }: TargetExchange, paging: NumberedPaging, size: number): number {
  const query = new URLSearchParams(request.path.split('?')[1] ?? '');
  const number = Number(query.get(pageParameter(paging)) ?? paging.first) - paging.first;
  return paging.by === 'page' ? number : Math.floor(number / size);
}
