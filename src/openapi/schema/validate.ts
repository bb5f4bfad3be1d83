import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, Problem, parseInstant } from '../../kernel/index.js';
import type { SchemaIssue } from './schema-issues.js';
import { SchemaPlaces } from './schema-places.js';
import type { Schema } from './shape.js';

/** Finds what is wrong with a value; an empty list if it is valid. */
export type Validator<Issue = SchemaIssue> = (value: unknown) => readonly Issue[];

/** The top keywords of an OpenAPI description, which is the document of some inputs. */
const OPENAPI_WORDS = ['components', 'info', 'openapi', 'paths', 'security', 'servers', 'tags'];

/**
 * Creates the validator of a part of a document, whose issues are made from ajv's errors by `describe`. It needs time and
 * memory in proportion to the value, however much is wrong: it finds everything that is wrong with the first items of each
 * list; if nothing is, it finds one issue of the rest. It is compiled at the first use.
 */
export function createValidator<Issue>(
  document: Schema,
  pointer: string,
  describe: (errors: readonly ErrorObject[], places: SchemaPlaces) => readonly Issue[],
): Validator<Issue> {
  const schema = { ...document, $id: 'input' };
  const places = new SchemaPlaces(schema, schema.$id);
  const validatorWith = (options: { allErrors: boolean }) => {
    let validate: ValidateFunction | undefined;
    return (value: unknown) => {
      validate ??= compile(newAjv(schema, options), `${schema.$id}#${pointer}`);
      return validate(value) ? NONE : describe(validate.errors ?? [], places);
    };
  };
  const [allIssues, firstIssue] = [validatorWith({ allErrors: true }), validatorWith({ allErrors: false })];
  return value => {
    const issue = firstIssue(value);
    if (issue.length === 0) return NONE;
    const issues = allIssues(truncate(value));
    return issues.length > 0 ? issues : issue;
  };
}

function newAjv(schema: Schema, { allErrors }: { allErrors: boolean }): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    strictTypes: false,
    allErrors,
    verbose: true,
    // the tests check that the files are valid schemas: here it would cost a fifth of every start
    validateSchema: false,
    meta: false,
  });
  ajv.addVocabulary(OPENAPI_WORDS);
  for (const [name, test] of Object.entries(OWN_FORMATS)) ajv.addFormat(name, test);
  ajv.addSchema(schema);
  return ajv;
}

const DATE_LENGTH = '2018-02-14'.length;

/** The formats of our own schemas: a time may lack its offset, and is then in UTC. */
export const OWN_FORMATS = {
  'date-time': (text: string) => text.length > DATE_LENGTH && parseInstant(text) !== undefined,
  date: (text: string) => text.length === DATE_LENGTH && parseInstant(text) !== undefined,
};

/** In how many items of a list all issues are found. */
const MAX_ITEMS = 100;

/** Cuts the long lists of a value. */
export function truncate(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map(truncate);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, truncate(member)]));
}

function compile(ajv: Ajv2020, reference: string): ValidateFunction {
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

const NONE: readonly never[] = [];
