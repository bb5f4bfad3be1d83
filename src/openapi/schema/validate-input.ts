import type { ErrorObject } from 'ajv';
import { formatPointer, isObject, parsePointer } from '../../kernel/index.js';
import { similarName } from '../nearest-name.js';
import { type PlacedError, settleChoices } from './choices.js';
import type { SchemaPlaces } from './schema-places.js';
import type { Schema } from './shape.js';
import { createValidator } from './validate.js';

/** One thing wrong with an input: its place, and a sentence that continues after the name of the place, as in `must be text.` */
export type InputIssue = { path: readonly string[]; message: string };

/** Finds everything that is wrong with an input; an empty list if it is valid. */
export type InputValidator = (value: unknown) => readonly InputIssue[];

type InputSchema = {
  /** Where the schema stands in the document. */
  pointer?: string;
  /** What to use in the place of members that people know from other tools. */
  instead?: Readonly<Record<string, string>>;
};

/**
 * Creates the validator of an input of ours, such as a rule or the options, from a schema or a part of a document. A
 * `title` in the schema is what its message asks for, and a value that is `writeOnly` is never shown. The schema is compiled
 * at the first use.
 */
export function createInputValidator(
  document: Schema,
  { pointer = '', instead = {} }: InputSchema = {},
): InputValidator {
  const describe = (errors: readonly ErrorObject[], places: SchemaPlaces) => {
    const placed = errors.map(error => ({ ...error, place: places.findPath(error), isOfOther: false }));
    const issues = dropMistyped(settleChoices(placed)).map(error => describeIssue(error, instead));
    return [...new Map(issues.map(issue => [describeIssues([issue])[0], issue])).values()];
  };
  return createValidator(document, pointer, describe);
}

/** Returns a sentence for each of the first issues; these are enough to start correcting. Places are named by JSON pointers. */
export function describeIssues(issues: readonly InputIssue[], nameOf = nameOfPointer): string[] {
  return issues.slice(0, MAX_ISSUES).map(({ path, message }) => `${nameOf(path)} ${message}`);
}

const MAX_ISSUES = 50;

function nameOfPointer(path: readonly string[]): string {
  return formatPointer(path) || 'The whole';
}

/** A value of the wrong type, or that is none of the allowed ones, gets only that error. */
function dropMistyped(errors: readonly PlacedError[]): readonly PlacedError[] {
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  return errors.filter(({ keyword, instancePath }) => keyword === 'type' || !mistyped.has(instancePath));
}

function describeIssue(error: PlacedError, instead: Readonly<Record<string, string>>): InputIssue {
  const { keyword, instancePath, params, data } = error;
  const schema = error.parentSchema as Schema;
  const path = [...parsePointer(instancePath)];
  if (keyword === 'required') return { path: [...path, params.missingProperty], message: 'is missing.' };
  if (keyword === 'additionalProperties') {
    const name: string = params.additionalProperty;
    return { path: [...path, name], message: describeUnknown(name, { schema, isOfOther: error.isOfOther, instead }) };
  }
  const isShown = schema.writeOnly !== true && keyword !== 'minLength' && keyword !== 'oneOf';
  const shown = isShown ? `, not ${formatInput(data)}` : '';
  return { path, message: `must ${describeWanted(error, schema)}${shown}.` };
}

function describeUnknown(
  name: string,
  { schema, isOfOther, instead }: { schema: Schema; isOfOther: boolean; instead: Readonly<Record<string, string>> },
): string {
  if (Object.hasOwn(instead, name)) return `is unknown; ${instead[name]}`;
  const known = Object.keys((schema.properties ?? {}) as Schema);
  if (isOfOther) return `does not belong here; what belongs here is ${known.join(', ')}.`;
  const similar = similarName(name, known);
  return similar ? `is unknown; did you mean ${similar}?` : `is unknown; the known names are ${known.join(', ')}.`;
}

/** What a value must do: `be an integer from 1 to 5`. */
function describeWanted({ keyword, params, message }: ErrorObject, schema: Schema): string {
  if (typeof schema.title === 'string') return `be ${schema.title}`;
  switch (keyword) {
    case 'type':
    case 'minimum':
    case 'maximum':
      return `be ${describeTypes(params.type ?? schema.type, schema)}`;
    case 'enum':
      return `be one of ${params.allowedValues.join(', ')}`;
    case 'format':
      return `be ${FORMATS[params.format] ?? `a ${params.format}`}`;
    case 'oneOf':
      return `have either ${params.members.join(' or ')}`;
    case 'minLength':
      return 'not be empty';
    default:
      return message?.replace(/^must /, '') ?? 'be valid';
  }
}

const FORMATS: Readonly<Record<string, string>> = { 'date-time': 'a time, such as 2026-11-26T12:00:00Z' };

function describeTypes(types: unknown, schema: Schema): string {
  return [types]
    .flat()
    .map(type => `${NOUNS[String(type)] ?? type}${describeRange(type, schema)}`)
    .join(' or ');
}

const NOUNS: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'text',
  boolean: 'true or false',
  integer: 'an integer',
  number: 'a number',
};

function describeRange(type: unknown, { minimum, maximum }: Schema): string {
  if (type !== 'integer' && type !== 'number') return '';
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return ` of at least ${minimum}`;
  return maximum === undefined ? '' : ` of at most ${maximum}`;
}

/** Formats a value for a sentence: short, and in one line. */
export function formatInput(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : 'a list';
  if (isObject(value)) return Object.keys(value).length === 0 ? '{}' : 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** How many characters of a value are shown. */
const MAX_SHOWN = 80;
