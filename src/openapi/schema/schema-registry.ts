import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isObject } from '../../kernel/index.js';
import type { Documents } from '../load/documents.js';
import type { Warnings } from '../load/warnings.js';
import type { SourcePlace } from '../source-place.js';
import type { DescribedSchema, Direction, JsonSchema } from './described-schema.js';
import { compilePattern } from './keywords.js';
import { normalizeSchema } from './normalize-schema.js';
import { describeErrors, type SchemaIssue } from './schema-issues.js';
import { truncate } from './validate.js';

type RegistryOptions = {
  documents: Documents;
  warnings: Warnings;
  direction: Direction;
  siblingsCount: boolean;
};

/** The schemas of a description in one direction. Each is normalized, and its validator compiled, when first needed. */
export class SchemaRegistry {
  readonly #options: RegistryOptions;
  readonly #schemas = new Map<SourcePlace, JsonSchema>();
  readonly #places = new WeakMap<object, SourcePlace>();
  /** The references in each schema, by its place. */
  readonly #references = new Map<SourcePlace, Set<SourcePlace>>();
  readonly #first: Ajv2020;
  readonly #all: () => Ajv2020;

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.#first = createAjv({ allErrors: false });
    let all: Ajv2020 | undefined;
    this.#all = () => (all ??= createAjv({ allErrors: true }));
  }

  /** The schema at a place. `raw` is its value, where that is not what stands there: the parameters of 2.0. */
  at(place: SourcePlace, raw?: unknown): DescribedSchema {
    const validator = this.#validator(place);
    return {
      place,
      direction: this.#options.direction,
      read: () => this.#read(place, raw),
      resolve: reference => this.#read(placeOf(reference)),
      part: schema => this.#part(schema),
      validate: value => {
        this.#read(place, raw);
        return validator(value);
      },
    };
  }

  /** A schema that is only a reference is the one that it refers to, so that all who refer to it have the same place. */
  #part(schema: JsonSchema): DescribedSchema | undefined {
    if (typeof schema === 'boolean') return undefined;
    if (typeof schema.$ref === 'string' && Object.keys(schema).length === 1) return this.at(placeOf(schema.$ref));
    const place = this.#places.get(schema);
    return place === undefined ? undefined : this.at(place);
  }

  #read(place: SourcePlace, raw?: unknown): JsonSchema {
    const known = this.#schemas.get(place);
    if (known !== undefined) return known;
    const references = new Set<SourcePlace>();
    this.#references.set(place, references);
    const schema = normalizeSchema(raw ?? this.#options.documents.at(place), place, {
      ...this.#options,
      refer: target => {
        references.add(target);
        return referenceOf(target);
      },
      onSchema: (schema, at) => this.#places.set(schema, at),
    });
    this.#schemas.set(place, schema);
    return schema;
  }

  #validator(place: SourcePlace): (value: unknown) => readonly SchemaIssue[] {
    let validate: ValidateFunction | undefined;
    return value => {
      validate ??= this.#compile(this.#first, place);
      if (accepts(validate, value)) return NONE;
      const complete = this.#compile(this.#all(), place);
      // the lists are cut, so that a long one in which all is wrong costs little
      const errors = accepts(complete, truncate(value)) ? validate.errors : complete.errors;
      return describeErrors(errors ?? [], { findPath: error => this.#pathOf(error) });
    };
  }

  #compile(ajv: Ajv2020, place: SourcePlace): ValidateFunction {
    const id = referenceOf(place);
    const known = ajv.getSchema(id);
    if (known) return known;
    const wanted = new Set([place]);
    // the loop also visits the places that it adds to the set
    for (const one of wanted) {
      const schema = this.#read(one);
      if (!(referenceOf(one) in ajv.schemas)) ajv.addSchema(schema as object, referenceOf(one));
      for (const next of this.#references.get(one) ?? []) wanted.add(next);
    }
    try {
      return ajv.getSchema(id) as ValidateFunction;
    } catch (error) {
      this.#options.warnings.add(place, `cannot be compiled (${(error as Error).message}); anything is allowed there`);
      return ANYTHING;
    }
  }

  /** The place of the keyword that an error is about. */
  #pathOf({ parentSchema, keyword, schemaPath }: ErrorObject): string {
    const place = isObject(parentSchema) ? this.#places.get(parentSchema) : undefined;
    return place === undefined ? schemaPath : `${place}/${keyword}`;
  }

  /** Normalizes a schema and all that it refers to, for the sake of their warnings. */
  examine(schemas: Iterable<DescribedSchema>): void {
    const wanted = new Set<SourcePlace>();
    for (const schema of schemas) {
      schema.read();
      wanted.add(schema.place);
    }
    for (const place of wanted) {
      this.#read(place);
      for (const next of this.#references.get(place) ?? []) wanted.add(next);
    }
  }
}

const NONE: readonly SchemaIssue[] = [];
const ANYTHING = (() => true) as unknown as ValidateFunction;

/** A schema that is only a reference to itself refuses nothing; its validator calls itself until the stack is full. */
function accepts(validate: ValidateFunction, value: unknown): boolean {
  try {
    return validate(value);
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/** How a schema refers to another: a URI that no `$ref` of a description can be. */
function referenceOf(place: SourcePlace): string {
  return `place:${encodeURIComponent(place.toWellFormed())}`;
}

function placeOf(reference: string): SourcePlace {
  return decodeURIComponent(reference.slice('place:'.length));
}

function createAjv({ allErrors }: { allErrors: boolean }): Ajv2020 {
  const ajv = new Ajv2020({
    // normalizing has left out what could not be understood
    strict: false,
    strictNumbers: true,
    allErrors,
    verbose: true,
    validateSchema: false,
    // a schema that nobody asks for is never compiled
    addUsedSchema: false,
    logger: false,
    code: { optimize: false, regExp: Object.assign(toPattern, { code: 'new RegExp' }) },
  });
  addFormats.default(ajv);
  return ajv;
}

function toPattern(text: string): RegExp {
  return compilePattern(text) ?? /(?:)/;
}
