import type { DescribedOperation } from '../../../../openapi/index.js';
import type { TargetExchange } from '../../../../target/index.js';
import { fromTarget, type Step } from '../../../model/case.js';
import { type Finding, fails, inconclusive, passes } from '../../../model/check.js';
import { type JudgedApi, nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { isSuccess } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { readLink } from '../../walk/page-facts.js';
import { readWalk } from '../../walk/read-walk.js';
import { knownWalk, MAX_PAGES, sizeForPages, walkList } from '../../walk/walk-list.js';
import { tellingValues } from './filter-values.js';
import { type ListFilter, listFilters, matches } from './filters.js';

/** `asWritten`: the first link is followed to its own path, which may be another one than that of the list. */
type Wanted = { filter: ListFilter | undefined; asWritten?: true };

export const listLinks = defineLaw<Wanted>({
  id: 'list-links',
  says: 'The links to the next pages lead through the whole list, with the same filters and the same size of a page.',
  certainty: 'derived',
  cases(operation, api) {
    const { does, paging, companions = {}, headers = {} } = api.ruleOf(operation) ?? {};
    const said = [...Object.values(companions), ...Object.values(headers)];
    if (does !== 'list' || !paging || paging.by === 'size' || !said.some(one => one === 'nextUrl' || one === 'links'))
      return [];
    const [first] = listFilters(operation, api);
    const wanted: Wanted[] = [
      { filter: undefined },
      ...(first ? [{ filter: first }] : []),
      { filter: undefined, asWritten: true },
    ];
    return wanted.flatMap((expect): LawCase<Wanted>[] => {
      const { filter, asWritten } = expect;
      const step = followLinks(operation, api, filter);
      const id = `${operation.id}${filter ? ` with ${filter.parameter.name}` : ''}${asWritten ? ' as written' : ''}`;
      return step
        ? [{ id, steps: [asWritten ? followAsWritten(step, operation, api) : step], phase: 'read', expect }]
        : [];
    });
  },
  judge({ operation, requirement, exchanges, known, expect: { filter, asWritten } }): Finding[] {
    const { api } = known;
    if (asWritten) return judgeAsWritten(requirement, exchanges);
    const walk = readWalk(operation, exchanges, { api });
    const reference = knownWalk(operation, known);
    if (walk.pages.length < exchanges.length || !reference?.complete)
      return [inconclusive(requirement, 'The list could not be read.')];
    if (readLink('next', { operation, exchange: exchanges[0], api }) === undefined)
      return [inconclusive(requirement, 'The first page has no link to a next one.')];
    const { paging, collection = '' } = api.ruleOf(operation) ?? {};
    const asked = new URLSearchParams(exchanges[0]?.request.path.split('?')[1] ?? '');
    const size = Number(asked.get(paging?.size ?? '') ?? Number.NaN);
    const value = filter && readBack(asked.get(filter.parameter.name), filter);
    const isMeant = (record: unknown) => (filter ? matches(filter, record, value) : 'yes');
    const shared = { causes: [`links ${operation.id}`] };
    const seen = new Set<string>();
    for (const { at, records } of walk.pages.slice(1)) {
      const wrong = { ...shared, at: at - 1, expected: 'the next page of the same list' };
      const stranger = records.find(record => isMeant(record.value) === 'no');
      if (stranger)
        return [
          fails(requirement, {
            ...wrong,
            message: 'The link to the next page leaves the filter out.',
            got: `${nameOfRecord(collection)} ${stranger.id}`,
          }),
        ];
      if (records.length > size)
        return [
          fails(requirement, {
            ...wrong,
            message: 'The link to the next page leaves the size of a page out.',
            got: `${records.length} records`,
          }),
        ];
    }
    for (const { at, records } of walk.pages) {
      const twice = records.find(({ id }) => seen.has(id));
      if (twice)
        return [
          fails(requirement, {
            ...shared,
            at: Math.max(0, at - 1),
            message: 'The links lead to a record twice.',
            expected: 'each record once',
            got: `${nameOfRecord(collection)} ${twice.id} again`,
          }),
        ];
      for (const { id } of records) seen.add(id);
    }
    const wanted = reference.records.filter(record => isMeant(record.value) === 'yes');
    const missing = wanted.find(({ id }) => !seen.has(id));
    if (missing && walk.pages.length < MAX_PAGES) {
      const got = `${seen.size}, without ${nameOfRecord(collection)} ${missing.id}`;
      return [
        fails(requirement, {
          ...shared,
          message: 'The links do not lead to all records.',
          expected: `${wanted.length} records`,
          got,
        }),
      ];
    }
    return walk.pages.length > 1 ? [passes(requirement)] : [inconclusive(requirement, 'The list has only one page.')];
  },
});

/** The step that reads the first page; each next one follows the link of the page before. */
function followLinks(
  operation: DescribedOperation,
  api: JudgedApi,
  filter: ListFilter | undefined,
): Step<Knowledge> | undefined {
  const chooseValue = (known: Knowledge) => {
    const walk = knownWalk(operation, known);
    return filter && walk ? tellingValues(filter, walk)[0] : undefined;
  };
  const step = walkList(operation, api, {
    ...(filter && {
      query: [
        [
          filter.parameter.name,
          fromTarget<Knowledge>(`${filter.member} that tells records apart`, ({ known }) => chooseValue(known)),
        ],
      ],
    }),
    size({ known }) {
      const { records = [] } = knownWalk(operation, known) ?? {};
      const value = chooseValue(known);
      return sizeForPages(
        filter ? records.filter(record => matches(filter, record.value, value) === 'yes').length : records.length,
        3,
      );
    },
    parent: ({ known }) => knownWalk(operation, known)?.parent,
  });
  if (!step) return undefined;
  const follow = (): NonNullable<Step<Knowledge>['next']> => ({
    most: MAX_PAGES - 1,
    step({ exchanges }) {
      const last = exchanges.at(-1);
      const link = last && readLink('next', { operation, exchange: last, api });
      if (link === undefined || !last) return undefined;
      const [pathname = ''] = last.request.path.split('?');
      const { path: _, query: __, ...same } = step;
      // behind a proxy the path of a link may be another one
      return { ...same, template: pathname, search: link.split('#')[0]?.split('?')[1] ?? '', next: follow() };
    },
  });
  return { ...step, next: follow() };
}

/** The first page, and the page to which its link leads, where the link has another path. */
function followAsWritten(step: Step<Knowledge>, operation: DescribedOperation, api: JudgedApi): Step<Knowledge> {
  return {
    ...step,
    next: {
      most: 1,
      step({ exchanges: [first] }) {
        const link = first && readLink('next', { operation, exchange: first, api });
        const [pathname = '', search = ''] = link?.split('#')[0]?.split('?') ?? [];
        const own = first?.request.path.split('?')[0] ?? '';
        // behind a proxy, the beginning of a path may be missing or be more; a whole URL may be that of another server
        if (!pathname.startsWith('/') || pathname.startsWith('//') || pathname.endsWith(own) || own.endsWith(pathname))
          return undefined;
        const { path: _, query: __, ...same } = step;
        return { ...same, template: pathname, search, next: { most: 0, step: () => undefined } };
      },
    },
  };
}

function judgeAsWritten(requirement: string, exchanges: readonly TargetExchange[]): Finding[] {
  const [first, second] = exchanges;
  if (!isSuccess(first)) return [inconclusive(requirement, 'The list could not be read.')];
  const { status = 0 } = second?.response ?? {};
  if (status !== 404 && status !== 410) return [passes(requirement)];
  const message = 'The link to the next page leads to a path that does not exist.';
  const own = first?.request.path.split('?')[0];
  return [
    fails(requirement, {
      at: 1,
      message,
      expected: `${own}`,
      got: `${status} at ${second?.request.path.split('?')[0]}`,
    }),
  ];
}

function readBack(text: string | null, { view }: ListFilter): unknown {
  if (view.types.has('boolean') && text !== null && /^(?:true|false)$/.test(text)) return text === 'true';
  return view.types.has('number') || view.types.has('integer') ? Number(text) : text;
}
