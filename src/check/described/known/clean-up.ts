import type { DescribedOperation } from '../../../openapi/index.js';
import type { Session } from '../../model/suite.js';
import { effectOf, type JudgedApi } from '../judged-api.js';
import { planRequest } from '../request/plan-request.js';
import { walkOnce } from '../walk/known-walks.js';
import { type CreatedRecord, findRecord, type Knowledge, type KnownRecord } from './knowledge.js';
import { prepareStep, readAgain, showsMark } from './own-records.js';

/** So many records of one list are read with the list, and not one by one. */
const MANY = 4;

/** Deletes what the run has created and can delete; what it reads first must show the mark. */
export async function deleteCreated(session: Session<Knowledge>): Promise<void> {
  const { known } = session;
  const listed = new ListedRecords(session);
  const left: CreatedRecord[] = [];
  for (const record of known.created.toReversed()) {
    if (!(await deleteOne(record, session, listed))) left.unshift(record);
  }
  known.created = left;
}

async function deleteOne(record: CreatedRecord, session: Session<Knowledge>, listed: ListedRecords): Promise<boolean> {
  const { api } = session.known;
  const operation = api.thatDo('delete', record.collection).find(one => effectOf(one, api) === 'changes-own');
  const step = operation && planRequest(operation, api, { record: () => record });
  const ready = step && prepareStep({ ...step, expects: 'described' }, session, 'delete');
  if (!ready || !session.has('admin', ready)) return false;
  // a record whose creation is proved may have lost its mark by a change, and others may have no text that could be marked
  const isProved = record.own || record.marks.length === 0 || (await listed.showsMark(record));
  if (!isProved) {
    const shown = await readAgain(record, session);
    // a record that is gone needs no deletion
    if (shown === '') return true;
    if (!showsMark(record, shown, session.mark)) return false;
  }
  const { response } = await session.send(ready);
  return response !== undefined && (response.status < 300 || response.status === 404 || response.status === 410);
}

/** What the lists show of the records that the run has created; each list is read once, when one of its records is asked for. */
class ListedRecords {
  readonly #session: Session<Knowledge>;
  readonly #counts = new Map<string, number>();
  readonly #shown = new Map<string, readonly { key: string | number | undefined; text: string }[]>();

  constructor(session: Session<Knowledge>) {
    this.#session = session;
    for (const record of session.known.created) {
      const name = nameOfGroup(record);
      this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    }
  }

  /**
   * Whether the list has a record with this key that shows the mark of the run. Where lists show no keys, one with a mark that
   * only this record got counts, if the run has proved that it creates records of this kind.
   */
  async showsMark(record: CreatedRecord): Promise<boolean> {
    const name = nameOfGroup(record);
    if ((this.#counts.get(name) ?? 0) < MANY) return false;
    const shown = this.#shown.get(name) ?? (await this.#read(record));
    this.#shown.set(name, shown);
    const { known, mark } = this.#session;
    if (known.api.collections.get(record.collection)?.key !== undefined)
      return shown.some(({ key, text }) => String(key) === String(record.key) && text.includes(mark));
    return (
      findRecord(known, record.collection, { own: true }) !== undefined &&
      shown.some(({ text }) => record.marks.some(one => text.includes(one)))
    );
  }

  async #read({ collection, parents }: CreatedRecord) {
    const { api } = this.#session.known;
    const lister = api.thatDo('list', collection).find(one => isListOf(one, parents, api));
    const walk = lister && (await walkOnce(lister, { session: this.#session, parent: innermost(parents) }));
    return (walk?.records ?? []).map(({ key, value }) => ({ key, text: JSON.stringify(value) }));
  }
}

function nameOfGroup({ collection, parents }: CreatedRecord): string {
  return JSON.stringify([collection, parents]);
}

function isListOf(lister: DescribedOperation, parents: KnownRecord['parents'], api: JudgedApi): boolean {
  const above = Object.keys(api.ruleOf(lister)?.parents ?? {});
  return lister.method === 'GET' && above.join() === Object.keys(parents).join();
}

function innermost(parents: KnownRecord['parents']): KnownRecord | undefined {
  const [last, ...others] = Object.entries(parents).toReversed();
  if (!last) return undefined;
  const [collection, key] = last;
  return { collection, key, parents: Object.fromEntries(others.toReversed()), value: undefined, own: true };
}
