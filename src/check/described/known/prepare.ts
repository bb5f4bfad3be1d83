import type { DescribedOperation } from '../../../openapi/index.js';
import type { TargetExchange } from '../../../target/index.js';
import { isRefusal, tokenProblem, unreachableProblem, wrongPlaceProblem } from '../../laws/contact.js';
import type { ReadyStep } from '../../model/case.js';
import type { Session } from '../../model/suite.js';
import { planRequest } from '../request/plan-request.js';
import { countWalks, walkLists } from '../walk/known-walks.js';
import { addRecord, type Knowledge, type KnownRecord } from './knowledge.js';
import { createOwnRecords, OWN_RECORDS, prepareStep } from './own-records.js';
import { listRecords, readList } from './read-records.js';

/** How many parents are tried for a list below them. */
const MAX_PARENTS = 3;

/** How many records of a list are kept. */
const MAX_KEPT = 50;

/** The most requests of the preparation. */
export function countPreparation(api: Knowledge['api'], writes: boolean): number {
  const { collections, operations } = api;
  const lists = operations.length * MAX_PARENTS;
  return lists + countWalks(api) + (writes ? collections.size * OWN_RECORDS * 5 : 0);
}

/** Makes the first contact, and gets to know records. Throws `target-unreachable`, `token-refused` or `nothing-tested`. */
export async function prepare(session: Session<Knowledge>): Promise<void> {
  await assertContact(session, await findRecords(session));
  await walkLists(session);
}

/** A request for a list, and its response. */
type Contact = { step: ReadyStep; exchange: TargetExchange };

/** Reads the lists, creates own records where the run may, and reads the lists below them. */
async function findRecords(session: Session<Knowledge>): Promise<readonly Contact[]> {
  const contacts: Contact[] = [];
  await readLists(session, contacts);
  if (session.options.writes === 'own') {
    await createOwnRecords(session);
    await readLists(session, contacts, { below: true });
  }
  return contacts;
}

/** Gets to know records after another first contact. */
export async function prepareRecords(session: Session<Knowledge>): Promise<void> {
  await findRecords(session);
  await walkLists(session);
}

/** Reads each list once, or once for each of some parents. `below`: only those that have parents. */
async function readLists(session: Session<Knowledge>, contacts: Contact[], { below = false } = {}): Promise<void> {
  const { api } = session.known;
  const lists = api.fromTheTop().flatMap(collection => api.thatDo('list', collection));
  const others = api.operations.filter(one => one.method === 'GET' && !lists.includes(one) && !one.path.includes('{'));
  const simple = lists.length > 0 ? lists : others.slice(0, 3);
  for (const operation of simple) {
    const parents = Object.keys(api.ruleOf(operation)?.parents ?? {});
    if (session.ended() || (below && parents.length === 0)) continue;
    await readListOf(operation, { session, contacts, parent: parents.at(-1) });
  }
}

type ListReading = { session: Session<Knowledge>; contacts: Contact[]; parent: string | undefined };

async function readListOf(operation: DescribedOperation, { session, contacts, parent }: ListReading): Promise<void> {
  const { known } = session;
  const { api } = known;
  const { collection = '' } = api.ruleOf(operation) ?? {};
  const all = parent === undefined ? [] : (known.records.get(parent) ?? []);
  const below = [...all.filter(({ own }) => own).slice(0, 1), ...all.filter(({ own }) => !own)].slice(0, MAX_PARENTS);
  const chosen: (KnownRecord | undefined)[] = parent !== undefined && api.collections.has(parent) ? below : [undefined];
  for (const record of chosen) {
    const step = planRequest(operation, api, record ? { record: () => record } : {});
    const ready = step && prepareStep({ ...step, expects: 'described', valid: true }, session, 'list');
    if (!ready || !session.has('admin', ready)) continue;
    const exchange = await session.send(ready);
    contacts.push({ step: ready, exchange });
    if (exchange.failure && contacts.length === 1) throw await unreachableProblem(session, exchange);
    const items = readList(operation, exchange, api) ?? [];
    const parents = record && parent !== undefined ? { ...record.parents, [parent]: record.key } : {};
    for (const found of listRecords(items.slice(0, MAX_KEPT), { collection, parents, api })) {
      const before = known.records.get(collection) ?? [];
      if (!before.some(({ key, own }) => own && key === found.key)) addRecord(known, found);
    }
  }
}

/** Throws where no response shows that the server is the API, or where the token is refused everywhere. */
async function assertContact(session: Session<Knowledge>, contacts: readonly Contact[]): Promise<void> {
  const [first] = contacts;
  if (!first) return;
  const { request, response } = first.exchange;
  const summary = `${request.method} ${request.path} returned ${response ? response.status : 'nothing'}`;
  const secured = contacts.filter(({ step }) => session.known.api.operation(step.operation).security.length > 0);
  if (secured.length > 0 && secured.every(({ exchange }) => isRefusal(exchange))) throw tokenProblem(session, summary);
  const isAbsent = ({ exchange }: Contact) => [undefined, 404, 405].includes(exchange.response?.status);
  if (contacts.length > 1 && contacts.every(isAbsent)) {
    throw await wrongPlaceProblem(session, first.step, { summary, response });
  }
}
