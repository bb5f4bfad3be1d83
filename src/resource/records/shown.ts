import { isObject } from '../../kernel/index.js';
import type { ShownMembers, ShownRule, ShownValue } from '../resources.js';
import { readMember, splitPath } from './member-path.js';
import type { VisibleRecord } from './stored.js';

/** What responses have in the place of a record. */
export type ShownAs = (record: VisibleRecord) => unknown;

/** Creates the function that makes what an operation shows of a record: the members of a rule and no others. */
export function compileShown(members: ShownMembers): ShownAs {
  return compileMembers(members);
}

/** Creates the function that puts other values in the place of members of a record; undefined where all of them stay. */
export function compileReplaced(members: ShownMembers): ((record: VisibleRecord) => VisibleRecord) | undefined {
  const others = Object.entries(members).filter(([name, value]) => value !== name);
  if (others.length === 0) return undefined;
  const make = compileMembers(Object.fromEntries(others));
  return record => ({ ...record, ...make(record) });
}

/** Whether a value is a rule, and no object with members inside. */
export function isShownRule(value: object): value is ShownRule {
  return 'member' in value || 'shows' in value || 'always' in value;
}

function compileMembers(members: ShownMembers): (record: VisibleRecord) => Record<string, unknown> {
  const makers = Object.entries(members).map(([name, value]) => [name, compileValue(value)] as const);
  return record => {
    const shown: Record<string, unknown> = {};
    for (const [name, make] of makers) shown[name] = make(record);
    return shown;
  };
}

function compileValue(value: ShownValue): ShownAs {
  if (typeof value === 'string') return memberReader(value);
  if (!isObject(value)) return () => value;
  return isShownRule(value) ? compileRule(value) : compileMembers(value as ShownMembers);
}

function compileRule(rule: ShownRule): ShownAs {
  const make = compileShape(rule);
  if (rule.where === undefined) return make;
  const read = memberReader(rule.where);
  return record => ((read(record) ?? null) === null ? null : make(record));
}

function compileShape(rule: ShownRule): ShownAs {
  if ('always' in rule) return () => rule.always;
  if ('shows' in rule) return compileMembers(rule.shows);
  const read = memberReader(rule.member);
  const convert = rule.as === undefined ? read : (record: VisibleRecord) => convertTo(rule.as, read(record));
  const otherwise = rule.otherwise === undefined ? undefined : compileMeaning(rule.otherwise);
  if (!rule.values) return otherwise ? record => convert(record) ?? otherwise(record) : convert;
  const meanings = new Map(Object.entries(rule.values).map(([value, meaning]) => [value, compileMeaning(meaning)]));
  return record => {
    const value = convert(record);
    const make = meanings.get(String(value)) ?? otherwise;
    return make ? make(record) : value;
  };
}

/** What a value of a member means: there a text is no name. */
function compileMeaning(value: ShownValue): ShownAs {
  return typeof value === 'string' ? () => value : compileValue(value);
}

function convertTo(type: 'integer' | 'text' | undefined, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (type === 'text') return typeof value === 'object' ? value : String(value);
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return Number.isInteger(number) ? number : value;
}

function memberReader(path: string): ShownAs {
  const [name = '', ...others] = splitPath(path);
  // what most members need
  return others.length === 0 ? record => record[name] : record => readMember(record, path);
}
