import type { ErrorObject } from 'ajv';
import { parsePointer } from '../../kernel/index.js';

/** What was expected of a value, in the words that APIs use in refusals. */
export type Expectation =
  | 'array'
  | 'boolean'
  | 'choice'
  | 'datetime'
  | 'integer'
  | 'null'
  | 'number'
  | 'object'
  | 'required'
  | 'string'
  | 'valid';

/** One way in which a value breaks its schema: the place in the value, what was expected, and the pointer of the schema. */
export type SchemaIssue = {
  path: readonly string[];
  expected: Expectation;
  message: string;
  /** What would be valid, in words: `a boolean`. */
  wanted: string;
  /** The file and the pointer of the keyword: `schemas/order.json#/properties/paid/type`. */
  schemaPath: string;
};

/** Finds the place of the keyword that an error is about. */
type Places = { findPath(error: ErrorObject): string };

/**
 * Turns ajv's errors into issues and drops those that do not help. "must be object" helps; "must be null" and "must match
 * a schema in anyOf" do not. A value of the wrong type gets only that error.
 */
export function describeErrors(errors: readonly ErrorObject[], places: Places): SchemaIssue[] {
  const branches = errors.filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'oneOf');
  // a value that fits two branches of a oneOf has only that error
  const reported = branches.length > 0 ? branches : errors;
  const helpful = reported.filter(error => !wantsNull(error));
  const reportedWithin = new Set(helpful.flatMap(({ instancePath }) => listParents(instancePath)));
  const mistyped = new Set(helpful.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  return reported
    .filter(error => !(wantsNull(error) && reportedWithin.has(error.instancePath)))
    .filter(({ keyword, instancePath }) => !(keyword === 'enum' && mistyped.has(instancePath)))
    .map(error => ({
      path: [...parsePointer(error.instancePath), ...missingProperty(error)],
      expected: nameExpectation(error),
      message: `must ${error.message?.replace(/^must /, '') ?? 'be valid'}`,
      wanted: describeExpectation(error),
      schemaPath: places.findPath(error),
    }));
}

/** A pointer and the pointers of all its parents: `/a/b`, `/a` and the empty one. */
function listParents(pointer: string): string[] {
  const paths = [pointer];
  for (let at = pointer.lastIndexOf('/'); at >= 0; at = pointer.lastIndexOf('/', at - 1)) {
    paths.push(pointer.slice(0, at));
    if (at === 0) break;
  }
  return paths;
}

function wantsNull({ keyword, params }: ErrorObject): boolean {
  return keyword === 'type' && params.type === 'null';
}

function missingProperty({ keyword, params }: ErrorObject): string[] {
  return keyword === 'required' ? [String(params.missingProperty)] : [];
}

function nameExpectation({ keyword, params }: ErrorObject): Expectation {
  switch (keyword) {
    case 'type':
      return [params.type].flat().find(type => type !== 'null') ?? 'null';
    case 'enum':
    case 'const':
      return 'choice';
    case 'format':
      return 'datetime';
    case 'required':
      return 'required';
    case 'minimum':
    case 'maximum':
    case 'pattern':
      return 'integer';
    case 'minLength':
      return 'string';
    default:
      return 'valid';
  }
}

/** What a keyword asks of a value, in words: `a boolean`, `one of "open", "paid"`. */
function describeExpectation({ keyword, params, message = 'be valid' }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return [params.type].flat().map(describeType).join(' or ');
    case 'const':
      return JSON.stringify(params.allowedValue);
    case 'enum':
      return `one of ${listValues(params.allowedValues)}`;
    case 'format':
      return FORMATS[params.format] ?? `a text of the format ${params.format}`;
    case 'pattern':
      return `a text that matches ${params.pattern}`;
    case 'required':
      return 'a value';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `no key ${params.additionalProperty ?? params.unevaluatedProperty}`;
    case 'minimum':
      return `at least ${params.limit}`;
    case 'maximum':
      return `at most ${params.limit}`;
    case 'minLength':
    case 'maxLength':
      return describeSize(keyword, params.limit, 'character');
    case 'minItems':
    case 'maxItems':
      return describeSize(keyword, params.limit, 'item');
    default:
      return `a value that ${message}`;
  }
}

/** How many values are listed. */
const MAX_LISTED = 50;

function listValues(values: readonly unknown[]): string {
  const listed = values.slice(0, MAX_LISTED).map(value => JSON.stringify(value));
  const left = values.length - listed.length;
  return left > 0 ? `${listed.join(', ')} and ${left} others` : listed.join(', ');
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'a date such as 2018-02-14',
  'date-time': 'a time such as 2018-02-14T10:23:08+00:00',
};

function describeType(type: string): string {
  if (type === 'null') return 'null';
  if (type === 'array') return 'a list';
  return type === 'string' ? 'a text' : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

function describeSize(keyword: string, limit: number, noun: string): string {
  return `${keyword.startsWith('min') ? 'at least' : 'at most'} ${limit} ${noun}${limit === 1 ? '' : 's'}`;
}
