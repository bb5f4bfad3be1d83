import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, Problem, parseInstant, pointerTokens } from '../kernel/index.js';
import { SchemaPlaces } from './schema-places.js';
import type { Schema } from './shape.js';
import { wantedBy } from './wanted.js';

/** What a value should have been, in the words that APIs use to refuse. */
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

/** One way in which a value breaks its schema: where in the value, what was expected, and the schema's pointer. */
export type SchemaFlaw = {
  path: readonly string[];
  expected: Expectation;
  message: string;
  /** What would have been right, as a person says it: `a boolean`. */
  wanted: string;
  /** The file and the pointer of the schema's word: `schemas/user.json#/properties/active/type`. */
  schemaPath: string;
};

/** Finds what is wrong with a value; an empty list if it is valid. */
export type Validator = (value: unknown) => readonly SchemaFlaw[];

/** The words at the top of an OpenAPI description, which ajv takes in as one schema. */
const OPENAPI_WORDS = ['components', 'info', 'openapi', 'paths', 'security', 'servers', 'tags'];

/** Finds validators by the reference to their schema; each is compiled when it is first used. */
export type Validators = {
  /** Finds everything that is wrong with a value. */
  complete(reference: string): Validator;
  /**
   * Takes time and memory in proportion to the value, however much is wrong with it: finds everything that is wrong with the
   * first items of each list, and where nothing is, the first that is wrong with the rest.
   */
  bounded(reference: string): Validator;
};

/** Validators for the schemas of some files, each a JSON document under the URI it is known by. */
export function validatorsOf(documents: ReadonlyMap<string, Schema>): Validators {
  const places = new SchemaPlaces();
  const schemas = [...documents].map(([uri, document]) => ({ ...document, $id: uri }));
  for (const schema of schemas) places.add(schema, schema.$id);
  const validatorAt = (ajv: () => Ajv2020) => (reference: string) => {
    let validate: ValidateFunction | undefined;
    return (value: unknown) => {
      validate ??= compiled(ajv(), reference);
      return validate(value) ? NONE : flawsOf(validate.errors ?? [], places);
    };
  };
  const complete = validatorAt(once(() => newAjv(schemas, { allErrors: true })));
  const first = validatorAt(once(() => newAjv(schemas, { allErrors: false })));
  return {
    complete,
    bounded(reference) {
      const [allFlaws, firstFlaw] = [complete(reference), first(reference)];
      return value => {
        const flaw = firstFlaw(value);
        if (flaw.length === 0) return NONE;
        const flaws = allFlaws(shortened(value));
        return flaws.length > 0 ? flaws : flaw;
      };
    },
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

function newAjv(schemas: readonly Schema[], { allErrors }: { allErrors: boolean }): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    strictTypes: false,
    allErrors,
    verbose: true,
    // that the files are valid schemas is for the tests to tell: here it would cost a fifth of every start
    validateSchema: false,
  });
  ajv.addVocabulary(OPENAPI_WORDS);
  ajv.addFormat('date-time', text => text.length > DATE_LENGTH && parseInstant(text) !== undefined);
  ajv.addFormat('date', text => text.length === DATE_LENGTH && parseInstant(text) !== undefined);
  for (const schema of schemas) ajv.addSchema(schema);
  return ajv;
}

/** The most items of a list in which all flaws are found. */
const MAX_ITEMS = 100;

/** A value with its long lists cut. */
function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map(shortened);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shortened(member)]));
}

function compiled(ajv: Ajv2020, reference: string): ValidateFunction {
  try {
    const validate = ajv.getSchema(reference);
    if (validate) return validate;
  } catch (cause) {
    throw new Problem('contract-invalid', `Failed to read the schema ${reference}: ${(cause as Error).message}.`, {
      cause,
    });
  }
  throw new Problem('contract-invalid', `There is no schema ${reference}.`);
}

const DATE_LENGTH = '2018-02-14'.length;
const NONE: readonly SchemaFlaw[] = [];

/**
 * Of a choice between branches only the failures of the branches are told, and of those not the one that wanted null:
 * "must be object" helps, "must be null" and "must match a schema in anyOf" do not. A value of the wrong type is told so
 * and no more.
 */
function flawsOf(errors: readonly ErrorObject[], places: SchemaPlaces): SchemaFlaw[] {
  const told = errors.filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'oneOf');
  const helpful = told.filter(error => !wantsNull(error));
  const toldWithin = new Set(helpful.flatMap(({ instancePath }) => pathsTo(instancePath)));
  const mistyped = new Set(helpful.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  return told
    .filter(error => !(wantsNull(error) && toldWithin.has(error.instancePath)))
    .filter(({ keyword, instancePath }) => !(keyword === 'enum' && mistyped.has(instancePath)))
    .map(error => ({
      path: [...pointerTokens(error.instancePath), ...missingProperty(error)],
      expected: expectationOf(error),
      message: `must ${error.message?.replace(/^must /, '') ?? 'be valid'}`,
      wanted: wantedBy(error),
      schemaPath: places.pathOf(error),
    }));
}

/** A pointer and all that lead to it: `/a/b`, `/a` and the empty one. */
function pathsTo(pointer: string): string[] {
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

function expectationOf({ keyword, params }: ErrorObject): Expectation {
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
