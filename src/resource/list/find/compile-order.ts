import type { ColumnKind } from '../../../store/index.js';
import type { OrderRule } from '../../list-rules.js';
import type { Kept } from '../../records/kept.js';
import { foldName } from '../names/fold-name.js';
import { listMembers, readMembers } from '../names/member-paths.js';
import { isDescending, type OrderTerm, readOrder } from '../names/order-terms.js';
import { type QueryName, type QueryValues, valueReader } from '../names/query-parameters.js';
import { type Comparable, comparable, kindOf } from './convert.js';

/** A member that records are ordered by, and how its values compare. */
export type SortTerm = OrderTerm & {
  kind: ColumnKind | undefined;
  /** The column of the store that has the member. */
  column: string | undefined;
};

/** The order of a list: without terms that of the creation. */
export type SortOrder = { terms: readonly SortTerm[]; isReversed: boolean };

/** Creates the function that reads the wanted order from a query. Names that no record has do not count. */
export function compileOrder(
  rule: OrderRule | undefined,
  { kept, parameters }: { kept: Kept; parameters: readonly QueryName[] },
): (query: QueryValues) => SortOrder {
  const { by, direction, values = {}, usual } = rule ?? {};
  const [readBy, readDirection] = [valueReader(parameters, by), valueReader(parameters, direction)];
  const resolve = memberResolver(kept);
  const toTerms = (terms: readonly OrderTerm[]) => terms.flatMap(term => resolve(term) ?? []);
  const usualTerms = usual === undefined ? [] : toTerms(readOrder(usual));
  const directionName = foldName(direction ?? '');
  const wantedOf = termReader(
    text => readOrder(Object.hasOwn(values, text) ? (values[text] as string) : text),
    toTerms,
  );
  return query => {
    const given = readBy(query);
    const sent = readDirection(query);
    const isReversed = isDescending(sent, directionName);
    const wanted = given === undefined ? NONE : wantedOf([given].flat().map(String));
    if (wanted.length > 0) {
      // a sign of a member itself is stronger
      const turned = wanted.map(term => ({ ...term, descending: term.descending || isReversed }));
      return { terms: turned, isReversed: false };
    }
    const turned = sent === undefined ? usualTerms : usualTerms.map(term => ({ ...term, descending: isReversed }));
    return { terms: turned, isReversed: usualTerms.length === 0 && isReversed };
  };
}

/** Reads orders as clients write them, and remembers the usual ones: most requests want one of few. */
function termReader(
  read: (text: string) => OrderTerm[],
  toTerms: (terms: readonly OrderTerm[]) => SortTerm[],
): (texts: readonly string[]) => readonly SortTerm[] {
  const known = new Map<string, readonly SortTerm[]>();
  return texts => {
    const [only = ''] = texts;
    const remembered = texts.length === 1 ? known.get(only) : undefined;
    if (remembered) return remembered;
    const terms = toTerms(joinDirections(texts.flatMap(read)));
    if (texts.length === 1 && known.size < MAX_KNOWN && only.length < MAX_LENGTH) known.set(only, terms);
    return terms;
  };
}

const NONE: readonly SortTerm[] = [];
/** How many orders of a list are remembered, and how long their texts are at most. */
const MAX_KNOWN = 100;
const MAX_LENGTH = 100;

/** What of a record the order compares, term by term. */
export function sortValues(record: unknown, { terms }: SortOrder): Comparable[] {
  return terms.map(({ member, kind }) => comparable(readMembers(record, member.split('.'))[0], kind));
}

/** Compares two values of a term; null is last, whatever the direction. */
export function compareValues(left: Comparable, right: Comparable, { descending }: SortTerm): number {
  if (left === right) return 0;
  if (left === undefined) return 1;
  if (right === undefined) return -1;
  const isBefore = typeof left === typeof right ? left < right : typeof left === 'number';
  return isBefore === descending ? 1 : -1;
}

/** Some clients send the direction as a value after the member: `sort=name&sort=desc`. */
function joinDirections(terms: readonly OrderTerm[]): OrderTerm[] {
  const joined: OrderTerm[] = [];
  for (const term of terms) {
    const last = joined.at(-1);
    if (last && /^(?:asc|desc)$/i.test(term.member)) last.descending = term.member.toLowerCase() === 'desc';
    else joined.push({ ...term });
  }
  return joined;
}

function memberResolver(kept: Kept): (term: OrderTerm) => SortTerm | undefined {
  const members = kept.view ? listMembers(kept.view).filter(({ isList }) => !isList) : [];
  return ({ member, descending }) => {
    const folded = foldName(member);
    const known = members.find(one => one.member === member) ?? members.find(one => one.folded === folded);
    if (!known && members.length > 0) return undefined;
    const name = known?.member ?? member;
    const column = kept.columnOf(name);
    return { member: name, descending, kind: column?.kind ?? kindOf(known?.view), column: column?.key };
  };
}
