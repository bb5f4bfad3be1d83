import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, Problem, parseInstant } from '../../kernel/index.js';
import { describeErrors, type SchemaIssue } from './schema-issues.js';
import { SchemaPlaces } from './schema-places.js';
import type { Schema } from './shape.js';

/** Finds what is wrong with a value; an empty list if it is valid. */
export type Validator<Issue = SchemaIssue> = (value: unknown) => readonly Issue[];

/** The top keywords of an OpenAPI description. ajv loads the whole description as one schema. */
const OPENAPI_WORDS = ['components', 'info', 'openapi', 'paths', 'security', 'servers', 'tags'];

/** Finds validators by the reference to their schema. Each is compiled at its first use. */
export type Validators<Issue = SchemaIssue> = {
  /** Finds everything that is wrong with a value. */
  complete(reference: string): Validator<Issue>;
  /**
   * Needs time and memory in proportion to the value, however much is wrong: finds everything that is wrong with the first
   * items of each list; if nothing is, finds one issue of the rest.
   */
  bounded(reference: string): Validator<Issue>;
};

/** Creates validators for schemas in documents, given by their URI. */
export function createValidators(documents: ReadonlyMap<string, Schema>): Validators {
  return validatorsOf(documents, describeErrors);
}

/** Creates validators whose issues are made from ajv's errors by `describe`. */
export function validatorsOf<Issue>(
  documents: ReadonlyMap<string, Schema>,
  describe: (errors: readonly ErrorObject[], places: SchemaPlaces) => readonly Issue[],
): Validators<Issue> {
  const places = new SchemaPlaces();
  const schemas = [...documents].map(([uri, document]) => ({ ...document, $id: uri }));
  for (const schema of schemas) places.add(schema, schema.$id);
  const validatorAt = (ajv: () => Ajv2020) => (reference: string) => {
    let validate: ValidateFunction | undefined;
    return (value: unknown) => {
      validate ??= compile(ajv(), reference);
      return validate(value) ? NONE : describe(validate.errors ?? [], places);
    };
  };
  const complete = validatorAt(once(() => newAjv(schemas, { allErrors: true })));
  const first = validatorAt(once(() => newAjv(schemas, { allErrors: false })));
  return {
    complete,
    bounded(reference) {
      const [allIssues, firstIssue] = [complete(reference), first(reference)];
      return value => {
        const issue = firstIssue(value);
        if (issue.length === 0) return NONE;
        const issues = allIssues(truncate(value));
        return issues.length > 0 ? issues : issue;
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
    // the tests check that the files are valid schemas: here it would cost a fifth of every start
    validateSchema: false,
    meta: false,
  });
  ajv.addVocabulary(OPENAPI_WORDS);
  ajv.addFormat('date-time', text => text.length > DATE_LENGTH && parseInstant(text) !== undefined);
  ajv.addFormat('date', text => text.length === DATE_LENGTH && parseInstant(text) !== undefined);
  for (const schema of schemas) ajv.addSchema(schema);
  return ajv;
}

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

const DATE_LENGTH = '2018-02-14'.length;
const NONE: readonly never[] = [];
