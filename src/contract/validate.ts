import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Problem, parseInstant, pointerTokens } from '../kernel/index.js';
import type { Schema } from './shape.js';

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
export type SchemaFault = {
  path: readonly string[];
  expected: Expectation;
  message: string;
  schemaPath: string;
};

/** Finds what is wrong with a value; an empty list if it is valid. */
export type Validator = (value: unknown) => readonly SchemaFault[];

/** The words of OpenAPI's parameter and media-type objects that stand beside schemas. */
const OPENAPI_WORDS = ['components', 'info', 'openapi', 'paths', 'security', 'servers', 'tags'];

/** Validators for the schemas of some files, each a JSON document under the URI it is known by. Compiled when first used. */
export function validatorsOf(documents: ReadonlyMap<string, Schema>): (reference: string) => Validator {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    strictTypes: false,
    allErrors: true,
    // that the files are valid schemas is for the tests to tell: here it would cost a fifth of every start
    validateSchema: false,
  });
  ajv.addVocabulary(OPENAPI_WORDS);
  ajv.addFormat('date-time', text => text.length > DATE_LENGTH && parseInstant(text) !== undefined);
  ajv.addFormat('date', text => text.length === DATE_LENGTH && parseInstant(text) !== undefined);
  for (const [uri, document] of documents) ajv.addSchema({ ...document, $id: uri });
  return reference => {
    let validate: ValidateFunction | undefined;
    return value => {
      validate ??= compiled(ajv, reference);
      return validate(value) ? NONE : faultsOf(validate.errors ?? []);
    };
  };
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
const NONE: readonly SchemaFault[] = [];

/**
 * Of a choice between branches only the failures of the branches are told, and of those not the one that wanted null:
 * "must be object" helps, "must be null" and "must match a schema in anyOf" do not. A value of the wrong type is told so
 * and no more.
 */
function faultsOf(errors: readonly ErrorObject[]): SchemaFault[] {
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  return errors
    .filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'oneOf')
    .filter(({ keyword, instancePath }) => keyword !== 'enum' || !mistyped.has(instancePath))
    .filter(({ keyword, params }, _, all) => all.length === 1 || keyword !== 'type' || params.type !== 'null')
    .map(error => ({
      path: [...pointerTokens(error.instancePath), ...missingProperty(error)],
      expected: expectationOf(error),
      message: `must ${error.message?.replace(/^must /, '') ?? 'be valid'}`,
      schemaPath: error.schemaPath,
    }));
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
