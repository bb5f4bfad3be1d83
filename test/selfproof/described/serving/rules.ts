import type { FieldError, Json } from './call.js';
import { isDate, isEmail, isInstant, isUuid } from './formats.js';

/** What a value may be. */
export type Rule = {
  type: 'string' | 'integer' | 'number' | 'boolean' | 'strings';
  isRequired?: true;
  isNullable?: true;
  /** Set by the server alone: what a client sends is checked and then ignored. */
  isReadOnly?: true;
  oneOf?: readonly unknown[];
  minimum?: number;
  maximum?: number;
  /** Of text in characters, of lists in items. */
  minLength?: number;
  maxLength?: number;
  pattern?: RegExp;
  format?: 'date' | 'date-time' | 'email' | 'uuid';
  isUnique?: true;
  items?: Rule;
  default?: unknown;
};

export type Rules = Readonly<Record<string, Rule>>;

/** What is wrong with an object. A part of one needs no member. */
export function checkMembers(
  value: Json,
  rules: Rules,
  { isPart = false, ignoresOthers = false }: { isPart?: boolean; ignoresOthers?: boolean } = {},
): FieldError[] {
  const errors: FieldError[] = [];
  for (const [field, sent] of Object.entries(value)) {
    const rule = Object.hasOwn(rules, field) ? rules[field] : undefined;
    if (!rule && !ignoresOthers) errors.push({ field, message: 'is not known' });
    if (!rule) continue;
    const message = checkValue(sent, rule);
    if (message) errors.push({ field, message });
  }
  for (const [field, rule] of Object.entries(rules)) {
    if (rule.isRequired && !isPart && !Object.hasOwn(value, field)) errors.push({ field, message: 'is required' });
  }
  return errors;
}

/** The members that a client may set, and the defaults of those that it did not send. */
export function fillDefaults(value: Json, rules: Rules): Json {
  const members = Object.entries(rules).flatMap(([field, rule]) => {
    if (rule.isReadOnly) return [];
    if (Object.hasOwn(value, field)) return [[field, value[field]] as const];
    return 'default' in rule ? [[field, structuredClone(rule.default)] as const] : [];
  });
  return Object.fromEntries(members);
}

/** Of the members that a client sent those that it may set. */
export function pickSettable(value: Json, rules: Rules): Json {
  return Object.fromEntries(
    Object.entries(value).filter(([field]) => Object.hasOwn(rules, field) && !rules[field]?.isReadOnly),
  );
}

/** The values of parameters or of a form, and what is wrong with them; text becomes what its rule says. */
export function readTexts(texts: URLSearchParams, rules: Rules): { values: Json; errors: FieldError[] } {
  const sent = Object.entries(rules).flatMap(([name, rule]) => {
    const all = texts.getAll(name);
    if (all.length === 0) return [];
    return [[name, rule.type === 'strings' ? all : readText(all[0] ?? '', rule)] as const];
  });
  const values = Object.fromEntries(sent);
  return { values: fillDefaults(values, rules), errors: checkMembers(values, rules) };
}

function readText(text: string, { type }: Rule): unknown {
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

/** What is wrong with a value. */
export function checkValue(value: unknown, rule: Rule): string | undefined {
  if (value === null) return rule.isNullable ? undefined : 'must not be null';
  if (!isOfType(value, rule)) return `must be of type ${rule.type}`;
  if (rule.oneOf && !rule.oneOf.includes(value)) return `must be one of ${rule.oneOf.join(', ')}`;
  if (typeof value === 'number') return checkNumber(value, rule);
  if (typeof value === 'string') return checkText(value, rule);
  if (Array.isArray(value)) return checkList(value, rule);
  return undefined;
}

function isOfType(value: unknown, { type }: Rule): boolean {
  if (type === 'strings') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function checkNumber(value: number, { minimum, maximum }: Rule): string | undefined {
  if (minimum !== undefined && value < minimum) return `must be at least ${minimum}`;
  if (maximum !== undefined && value > maximum) return `must be at most ${maximum}`;
  return undefined;
}

const FORMATS = { date: isDate, 'date-time': isInstant, email: isEmail, uuid: isUuid };

function checkText(value: string, rule: Rule): string | undefined {
  const message = checkLength([...value].length, rule);
  if (message) return message;
  if (rule.pattern && !rule.pattern.test(value)) return `must match ${rule.pattern.source}`;
  if (rule.format && !FORMATS[rule.format](value)) return `must be a ${rule.format}`;
  return undefined;
}

function checkList(value: readonly unknown[], rule: Rule): string | undefined {
  const message = checkLength(value.length, rule);
  if (message) return message;
  if (rule.isUnique && new Set(value).size < value.length) return 'must not repeat an item';
  return value.map(item => rule.items && checkValue(item, rule.items)).find(Boolean);
}

function checkLength(length: number, { minLength, maxLength }: Rule): string | undefined {
  if (minLength !== undefined && length < minLength) return `must have at least ${minLength}`;
  if (maxLength !== undefined && length > maxLength) return `must have at most ${maxLength}`;
  return undefined;
}
