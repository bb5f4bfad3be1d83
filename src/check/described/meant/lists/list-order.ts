import { splitWords } from '../../../../fake/index.js';
import { type DescribedOperation, SchemaView } from '../../../../openapi/index.js';
import { isDescending, readOrder } from '../../../../resource/index.js';
import { fromTarget } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import type { JudgedApi } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { followNames } from '../../known/read-records.js';
import type { Walk } from '../../known/walk.js';
import { defineLaw, type LawCase } from '../../law.js';
import { readWalks } from '../../walk/read-walk.js';
import { viewOfRecord } from '../../walk/record-view.js';
import { knownWalk, sizeForPages, walkList } from '../../walk/walk-list.js';
import { findDisorder } from './compare-values.js';
import { tellingValues } from './filter-values.js';
import { type ListFilter, listFilters, matches } from './filters.js';

/** An order that a query asks for. Without a member it is that of any member. */
type Wanted = {
  member: string | undefined;
  signs: readonly (1 | -1)[];
  query: readonly (readonly [name: string, value: unknown])[];
  /** A filter that is sent, too. */
  filter?: ListFilter;
  /** The size of the pages; absent where it follows from the number of records. */
  usual?: number | undefined;
};

export const listOrder = defineLaw<Wanted>({
  id: 'list-order',
  says: 'The parameters of the order put the whole list in the order of a member, by its type, with a filter too; no record is lost or comes twice.',
  certainty: 'derived',
  cases(operation, api) {
    const { paging } = api.ruleOf(operation) ?? {};
    const orders: Wanted[] = listOrders(operation, api);
    const [filter] = listFilters(operation, api);
    // both directions of the first member
    const first = orders.filter(({ member }) => member === orders[0]?.member);
    return [
      ...orders,
      // the pages that most clients read have the usual size
      ...(paging?.usual === undefined ? [] : first.slice(0, 1).map(order => ({ ...order, usual: paging.usual }))),
      ...(filter ? first.map(order => ({ ...order, filter })) : []),
    ].flatMap((expect): LawCase<Wanted>[] => {
      const step = walkList(operation, api, {
        query: [...expect.query, ...(expect.filter ? [filterBy(expect.filter, operation)] : [])],
        size: ({ known }) => expect.usual ?? sizeForPages(knownWalk(operation, known)?.records.length ?? 1),
        pages: MAX_ORDERED,
        parent: ({ known }) => knownWalk(operation, known)?.parent,
      });
      const order = expect.query.map(([name, value]) => `${name}=${value}`).join(' ');
      const more = expect.filter
        ? ` with ${expect.filter.parameter.name}`
        : expect.usual === undefined
          ? ''
          : ' by the usual size';
      const about = expect.query.map(([name]) => name);
      const steps = step && [{ ...step, valid: true as const }];
      const parameter = about[0] ?? '';
      return steps ? [{ id: `${operation.id} ${order}${more}`, parameter, about, steps, phase: 'read', expect }] : [];
    });
  },
  judge({ operation, requirement, exchanges, known, expect: { member, signs, query, filter } }): Finding[] {
    const [walk] = readWalks(operation, exchanges, known.api);
    if (!walk || walk.pages.length < exchanges.length)
      return [inconclusive(requirement, 'The target did not accept the order.')];
    const values = walk.records.map(({ value }) => value);
    const members = member === undefined ? membersOf(values) : [member];
    const wanted = query.map(([name, value]) => `${name}=${value}`).join(' and ');
    const place = operation.parameters.find(({ name }) => name === query[0]?.[0])?.place;
    const shared = { causes: [`order ${operation.id} ${member ?? ''}`], ...(place !== undefined && { place }) };
    const view = viewOfRecord(operation, known.api);
    const disorders = members.flatMap(name => {
      const held = values.map(value => followNames(value, name));
      const enumerated = view?.members.get(name)?.value.enum;
      return signs.map(sign => ({ name, held, at: findDisorder(held, { sign, enumerated }) }));
    });
    const telling = disorders.filter(
      ({ held }) =>
        new Set(held.filter(value => value !== null && value !== undefined).map(value => JSON.stringify(value))).size >
        1,
    );
    const order = member === undefined ? 'In order' : `In the order of ${member}`;
    const reference = knownWalk(operation, known);
    const twice = findTwice(walk);
    if (twice) {
      const message = `${order}, the pages of the list have a record twice.`;
      return [fails(requirement, { ...shared, at: twice.at, message, expected: 'each record once', got: twice.id })];
    }
    if (!filter && walk.complete && reference?.complete && walk.records.length < reference.records.length) {
      const [expected, got] = [reference, walk].map(({ records }) => `${records.length} records`);
      const message = `${order}, records of the list are missing.`;
      return [fails(requirement, { ...shared, message, expected: expected ?? '', got: got ?? '' })];
    }
    if (telling.length === 0) return [inconclusive(requirement, `No two records differ in ${member ?? 'any member'}.`)];
    const [first] = telling.toSorted((left, right) => right.at - left.at);
    if (first && telling.every(({ at }) => at >= 0)) {
      const page = walk.pages.find(({ records }) => records.includes(walk.records[first.at] as never));
      return [
        fails(requirement, {
          ...shared,
          ...(page && { at: page.at }),
          message: member === undefined ? 'The list is in no order.' : `The list is not in the order of ${member}.`,
          expected: `the whole list in the order of ${wanted}`,
          got: `${first.name}: ${formatValue(
            first.held
              .filter((_, at) => at <= first.at)
              .filter(value => value !== null && value !== undefined)
              .slice(-2),
          )}`,
        }),
      ];
    }
    return [passes(requirement)];
  },
});

/** A record that pages have twice, and where the second one is. */
function findTwice({ pages }: Walk): { id: string; at: number } | undefined {
  const seen = new Set<string>();
  for (const { at, records } of pages) {
    const twice = records.find(({ id }) => seen.has(id));
    if (twice) return { id: twice.id, at };
    for (const { id } of records) seen.add(id);
  }
  return undefined;
}

/** The filter with the value that finds the most records, and not all. */
function filterBy(filter: ListFilter, operation: DescribedOperation) {
  const value = fromTarget<Knowledge>(`${filter.member} that tells records apart`, ({ known }) => {
    const walk = knownWalk(operation, known);
    const values = walk ? tellingValues(filter, walk) : [];
    const count = (one: unknown) =>
      walk?.records.filter(({ value }) => matches(filter, value, one) === 'yes').length ?? 0;
    return values.toSorted((left, right) => count(right) - count(left))[0];
  });
  return [filter.parameter.name, value] as const;
}

/** The most pages that are read in one order: one more than a list has in pages of a quarter of it. */
const MAX_ORDERED = 5;

/** The orders that a list can be asked for. */
function listOrders(operation: DescribedOperation, api: JudgedApi): Wanted[] {
  const { order } = api.ruleOf(operation) ?? {};
  if (!order) return [];
  const directions = order.direction === undefined ? [] : valuesOf(operation, order.direction);
  const signOf = (value: unknown): 1 | -1 => (isDescending(value, fold(order.direction ?? '')) ? -1 : 1);
  if (order.by === undefined) {
    return directions.map(value => ({
      member: undefined,
      signs: [signOf(value)],
      query: [[order.direction as string, value]],
    }));
  }
  const by = order.by;
  const values = valuesOf(operation, by).filter(value => typeof value === 'string');
  return values.flatMap((value): Wanted[] => {
    const [term, ...others] = readOrder(order.values?.[value] ?? value);
    const member = term && others.length === 0 ? findMember(term.member, operation, api) : undefined;
    if (!term || member === undefined) return [];
    const sign = term.descending ? -1 : 1;
    if (directions.length > 0) {
      return directions.map(direction => ({
        member,
        signs: [signOf(direction)],
        query: [
          [by, value],
          [order.direction as string, direction],
        ],
      }));
    }
    // a name alone may mean from the highest to the lowest, unless another value means that
    const isClear =
      term.descending ||
      order.values?.[value] !== undefined ||
      values.some(other => other !== value && /^[-!]|desc/i.test(other));
    return [{ member, signs: isClear ? [sign] : [1, -1], query: [[by, value]] }];
  });
}

/** The values that the description lists for a parameter. */
function valuesOf(operation: DescribedOperation, name: string): readonly unknown[] {
  const parameter = operation.parameters.find(one => one.in === 'query' && one.name === name);
  const view = parameter && new SchemaView(parameter.schema);
  return (
    (view?.types.has('array') ? view.items?.enum : view?.enum) ?? (view?.types.has('boolean') ? [true, false] : [])
  );
}

function findMember(name: string, operation: DescribedOperation, api: JudgedApi): string | undefined {
  const members = [...(viewOfRecord(operation, api)?.members.values() ?? [])];
  const found = members.find(member => fold(member.name) === fold(name));
  const types = found?.value.types ?? new Set();
  // no one needs an order of digests
  const isOrdered = !types.has('object') && !types.has('array') && !/passw|secret|token/i.test(name);
  return found && isOrdered ? found.name : undefined;
}

function fold(name: string): string {
  return splitWords(name).replaceAll(' ', '');
}

/** The members that all records have, with values that can be compared. */
function membersOf(records: readonly unknown[]): string[] {
  const [first] = records;
  const names = first !== null && typeof first === 'object' ? Object.keys(first) : [];
  return names.filter(name => records.every(record => ['string', 'number'].includes(typeof followNames(record, name))));
}
