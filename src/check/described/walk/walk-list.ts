import { type DescribedOperation, SchemaView } from '../../../openapi/index.js';
import { type CaseContext, fromTarget, type Step } from '../../model/case.js';
import type { JudgedApi } from '../judged-api.js';
import type { Knowledge, KnownRecord, KnownWalk } from '../known/knowledge.js';
import { planRequest } from '../request/plan-request.js';
import { nextPage, readWalks } from './read-walk.js';

/** The most pages of a list that are read. */
export const MAX_PAGES = 12;

/** The most records of a page that are asked for. */
export const MAX_SIZE = 100;

type WalkOptions = {
  /** Sent with each page. */
  query?: readonly (readonly [name: string, value: unknown])[];
  /** How many records a page has; as many as allowed where it is absent. */
  size?(context: CaseContext<Knowledge>): number;
  /** The most pages; as many as are read of any list where it is absent. */
  pages?: number;
  /** The record below which the list stands. */
  parent?(context: CaseContext<Knowledge>): KnownRecord | undefined;
};

/** The step that reads a list; its next steps are the other pages. Undefined where no request can be made. */
export function walkList(
  operation: DescribedOperation,
  api: JudgedApi,
  { query = [], size, pages = MAX_PAGES, parent }: WalkOptions = {},
): Step<Knowledge> | undefined {
  const { paging } = api.ruleOf(operation) ?? {};
  const request = planRequest(operation, api, parent ? { record: parent } : {});
  if (!request) return undefined;
  const name = paging?.size;
  const wanted = size
    ? fromTarget<Knowledge>('size of a page', context => fitSize(size(context), operation, api))
    : fitSize(MAX_SIZE, operation, api);
  const taken = new Set(query.map(([parameter]) => parameter));
  const base = (request.query ?? []).filter(([parameter]) => !taken.has(parameter) && parameter !== name);
  const step: Step<Knowledge> = {
    ...request,
    query: [...base, ...query, ...(name === undefined ? [] : [[name, wanted] as const])],
    expects: 'described',
  };
  if (!paging || paging.by === 'size') return step;
  const follow = (): NonNullable<Step<Knowledge>['next']> => ({
    most: pages - 1,
    step({ exchanges }) {
      const last = exchanges.at(-1);
      const walk = readWalks(operation, exchanges, api).at(-1);
      const next = walk && last && walk.pages.at(-1)?.exchange === last ? nextPage(walk, api) : undefined;
      if (!next || !last) return undefined;
      const [template = '', search = ''] = last.request.path.split('?');
      const changed = new URLSearchParams(search);
      for (const [parameter, value] of Object.entries(next)) changed.set(parameter, value);
      const { path: _, query: __, ...same } = step;
      return { ...same, template, search: changed.toString(), next: follow() };
    },
  });
  return { ...step, next: follow() };
}

/** A size that the description allows. */
function fitSize(size: number, operation: DescribedOperation, api: JudgedApi): number {
  const { paging } = api.ruleOf(operation) ?? {};
  const parameter = operation.parameters.find(({ in: place, name }) => place === 'query' && name === paging?.size);
  const { minimum = 1, maximum = MAX_SIZE } = parameter ? new SchemaView(parameter.schema) : {};
  return Math.max(1, minimum, Math.min(size, paging?.most ?? MAX_SIZE, maximum));
}

/** A size with which a list has some pages: a law that is broken only on a later page shows itself there. */
export function sizeForPages(count: number, pages = 4): number {
  return Math.max(1, Math.ceil(count / pages));
}

/** The walk of a list that the preparation made: the one with the most records, where the list stands below others. */
export function knownWalk(operation: Pick<DescribedOperation, 'id'>, known: Knowledge): KnownWalk | undefined {
  const all = known.walks.filter(walk => walk.operation.id === operation.id);
  return all.toSorted((left, right) => right.records.length - left.records.length)[0];
}
