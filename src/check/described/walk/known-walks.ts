import type { DescribedOperation } from '../../../openapi/index.js';
import type { TargetExchange } from '../../../target/index.js';
import type { CaseContext } from '../../model/case.js';
import type { Session } from '../../model/suite.js';
import type { JudgedApi } from '../judged-api.js';
import type { Knowledge, KnownRecord, KnownWalk } from '../known/knowledge.js';
import { prepareStep } from '../known/own-records.js';
import { isSuccess } from '../known/read-records.js';
import { readWalk } from './read-walk.js';
import { MAX_PAGES, walkList } from './walk-list.js';

/** Below how many records a list is read: one of the run's own, and others. */
const MAX_PARENTS = 3;

/** The most requests that reading all lists takes. */
export function countWalks(api: JudgedApi): number {
  return listsOf(api).length * MAX_PARENTS * MAX_PAGES;
}

/** Reads all lists, page by page: the laws compare what they read with them. */
export async function walkLists(session: Session<Knowledge>): Promise<void> {
  for (const operation of listsOf(session.known.api)) await walkAgain(operation, session);
}

/** Reads the lists again that have to do with these paths, and returns a text that differs if their records differ. */
export async function walkListsOf(session: Session<Knowledge>, paths: string): Promise<string> {
  const { api } = session.known;
  const pathnames = paths.split(' ').map(path => path.split('?')[0] ?? '');
  const all = listsOf(api);
  const isMeant = (operation: DescribedOperation) => {
    const pattern = new RegExp(
      `^${api
        .templateOf(operation)
        .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
        .replace(/\{[^{}]*\}/g, '[^/]*')}$`,
    );
    return pathnames.some(pathname => pattern.test(pathname));
  };
  const collections = new Set(all.filter(isMeant).map(operation => api.ruleOf(operation)?.collection));
  const texts: string[] = [];
  for (const operation of all.filter(one => collections.has(api.ruleOf(one)?.collection))) {
    const walks = await walkAgain(operation, session);
    texts.push(JSON.stringify(walks.map(({ records, total }) => [records.map(({ value }) => value), total])));
  }
  return texts.join('\n');
}

function listsOf(api: JudgedApi): DescribedOperation[] {
  return api.operations.filter(operation => operation.method === 'GET' && api.ruleOf(operation)?.does === 'list');
}

/** Reads a list, or the lists below some records, and keeps what it finds in place of what was known. */
async function walkAgain(operation: DescribedOperation, session: Session<Knowledge>): Promise<KnownWalk[]> {
  const { known } = session;
  const { api } = known;
  const above = Object.keys(api.ruleOf(operation)?.parents ?? {}).at(-1);
  const parents =
    above === undefined || !api.collections.has(above) ? [undefined] : chooseParents(known.records.get(above) ?? []);
  const walks: KnownWalk[] = [];
  for (const parent of parents) {
    const walk = await walkOnce(operation, { session, parent });
    if (walk) walks.push(walk);
  }
  known.walks = [...known.walks.filter(walk => walk.operation.id !== operation.id), ...walks];
  return walks;
}

function chooseParents(records: readonly KnownRecord[]): KnownRecord[] {
  const own = records.filter(record => record.own).slice(0, 1);
  return [...records.filter(record => !record.own).slice(0, MAX_PARENTS - own.length), ...own];
}

/** Reads a list, below a record where it stands below one; undefined where no page could be read. */
export async function walkOnce(
  operation: DescribedOperation,
  { session, parent }: { session: Session<Knowledge>; parent: KnownRecord | undefined },
): Promise<KnownWalk | undefined> {
  const { known } = session;
  const exchanges: TargetExchange[] = [];
  const context: CaseContext<Knowledge> = {
    known,
    exchanges,
    pick: list => list[0],
    unique: () => '',
    generated: undefined,
  };
  let step = walkList(operation, known.api, { parent: () => parent });
  while (step && exchanges.length < MAX_PAGES && !session.ended()) {
    const ready = prepareStep(step, session, `walk ${operation.id}`);
    if (!ready || !session.has('admin', ready)) break;
    const exchange = await session.send(ready);
    if (!isSuccess(exchange)) break;
    exchanges.push(exchange);
    step = step.next?.step(context);
  }
  const walk = readWalk(operation, exchanges, { api: known.api });
  return walk.pages.length === 0 ? undefined : { ...walk, parent };
}
