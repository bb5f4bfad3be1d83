import type { SchemaView } from '../../../openapi/index.js';
import type { Comparison } from '../../list-rules.js';

/** Whether values of a parameter can be compared with those of a member. A parameter of text may be a number as text. */
export function canCompare(parameter: SchemaView, member: SchemaView, compare: Comparison): boolean {
  const [given, kept] = [scalarsOf(parameter), scalarsOf(member)];
  if (!given || !kept) return false;
  switch (compare) {
    case 'null':
      return given.has('boolean') || parameter.enum?.every(isBooleanText) === true;
    case 'containing':
      return given.has('string') && (kept.has('string') || kept.size === 0);
    case 'above':
    case 'atLeast':
    case 'below':
    case 'atMost':
      return canOrder({ parameter, given }, { member, kept });
    default:
      return haveValuesInCommon(parameter, member) && canEqual({ parameter, given }, { member, kept });
  }
}

type Given = { parameter: SchemaView; given: ReadonlySet<string> };
type KeptValues = { member: SchemaView; kept: ReadonlySet<string> };

/** The types of single values; undefined where there are only objects. Those of a list are its items'. */
function scalarsOf(view: SchemaView): ReadonlySet<string> | undefined {
  const types = [...view.types].flatMap(type => (type === 'array' ? [...(view.items?.types ?? [])] : type));
  const scalars = types.filter(type => type !== 'object' && type !== 'array' && type !== 'null');
  return types.length > 0 && scalars.length === 0
    ? undefined
    : new Set(scalars.map(type => (type === 'integer' ? 'number' : type)));
}

function canEqual({ parameter, given }: Given, { member, kept }: KeptValues): boolean {
  if (given.size === 0 || kept.size === 0) return true;
  const formats = [formatOf(parameter), formatOf(member)];
  // a day is not one of the times on it
  if (formats.includes('date') && formats.includes('date-time')) return false;
  if ([...given].some(type => kept.has(type))) return true;
  // what a client sends is text in any case
  return given.has('string') && formats[0] === undefined && !kept.has('boolean');
}

function canOrder({ parameter, given }: Given, { member, kept }: KeptValues): boolean {
  if (given.has('boolean') || kept.has('boolean')) return false;
  if (given.size === 0 || kept.size === 0) return true;
  const [left, right] = [formatOf(parameter), formatOf(member)];
  if (kept.has('number')) return given.has('number') || (given.has('string') && left === undefined);
  const isTime = (format: string | undefined) => format === 'date' || format === 'date-time';
  return given.has('string') && (isTime(right) || right === undefined) && (isTime(left) || left === undefined);
}

function formatOf(view: SchemaView): string | undefined {
  return view.format ?? view.items?.format;
}

/** Of listed values at least one must be in both lists. */
function haveValuesInCommon(parameter: SchemaView, member: SchemaView): boolean {
  const [given, kept] = [parameter.enum ?? parameter.items?.enum, member.enum];
  return !given || !kept || given.some(value => kept.includes(value));
}

function isBooleanText(value: unknown): boolean {
  return typeof value === 'boolean' || value === 'true' || value === 'false' || value === '0' || value === '1';
}
