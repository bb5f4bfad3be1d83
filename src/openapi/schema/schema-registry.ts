import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isObject } from '../../kernel/index.js';
import type { Documents } from '../load/documents.js';
import type { Warnings } from '../load/warnings.js';
import type { SourcePlace } from '../source-place.js';
import type { DescribedSchema, Direction, Extent, JsonSchema } from './described-schema.js';
import { normalizeSchema } from './normalize-schema.js';
import { compilePattern } from './pattern.js';
import { describeErrors, type SchemaIssue } from './schema-issues.js';
import { addStepCounter, countSteps, TooManySteps, withinSteps } from './step-counter.js';
import { replaceUniqueItems } from './unique-items.js';
import { truncate } from './validate.js';

/** Tests of texts, by the name of their format. They are used instead of the usual ones. */
export type Formats = Readonly<Record<string, (text: string) => boolean>>;

type RegistryOptions = {
  documents: Documents;
  warnings: Warnings;
  direction: Direction;
  siblingsCount: boolean;
  formats: Formats;
};

/** The schemas of a description in one direction. Each is normalized, and its validator compiled, when first needed. */
export class SchemaRegistry {
  readonly #options: RegistryOptions;
  readonly #schemas = new Map<SourcePlace, JsonSchema>();
  /** The schemas that stand within those, as they would be normalized alone. Only to compile them that has to be done. */
  readonly #inner = new Map<SourcePlace, JsonSchema>();
  /** Not weak: the schemas are kept anyway, and many weak keys make collecting garbage slow. */
  readonly #places = new Map<object, SourcePlace>();
  /** The references in each schema, by its place. */
  readonly #references = new Map<SourcePlace, Set<SourcePlace>>();
  readonly #first: Ajv2020;
  readonly #all: () => Ajv2020;

  constructor(options: RegistryOptions) {
    this.#options = options;
    const { formats } = options;
    this.#first = createAjv({ allErrors: false, formats });
    let all: Ajv2020 | undefined;
    this.#all = () => (all ??= createAjv({ allErrors: true, formats }));
  }

  /** The schema at a place. `raw` is its value, where that is not what stands there: the parameters of 2.0. */
  at(place: SourcePlace, raw?: unknown): DescribedSchema {
    return new RegisteredSchema(this, { place, raw });
  }

  get direction(): Direction {
    return this.#options.direction;
  }

  /** The schema at a place, normalized. */
  schemaAt(place: SourcePlace, raw?: unknown): JsonSchema {
    return this.#inner.get(place) ?? this.#read(place, raw);
  }

  /** A schema that is only a reference is the one that it refers to, so that all who refer to it have the same place. */
  part(schema: JsonSchema): DescribedSchema | undefined {
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
    let parts = 0;
    const normalized = () =>
      normalizeSchema(raw ?? this.#options.documents.at(place), place, {
        ...this.#options,
        refer: target => {
          references.add(target);
          return referenceOf(target);
        },
        onSchema: (schema, at, isAlone) => {
          if (++parts > MAX_PARTS) throw new TooManyParts();
          this.#places.set(schema, at);
          if (isAlone && at !== place) this.#inner.set(at, schema);
        },
      });
    const schema = this.#orAnything(place, normalized);
    this.#schemas.set(place, schema);
    return schema;
  }

  /** A schema that is too large allows anything: ajv would need too much time and memory for it. */
  #orAnything(place: SourcePlace, normalized: () => JsonSchema): JsonSchema {
    try {
      return normalized();
    } catch (error) {
      if (!(error instanceof TooManyParts)) throw error;
      this.#options.warnings.add(place, `has more than ${MAX_PARTS} schemas within it; anything is allowed there`);
      return true;
    }
  }

  /** Creates the validator of the schema at a place. It is compiled when it is first called. */
  validator({ place, raw }: Whereabouts): (value: unknown, extent: Extent) => readonly SchemaIssue[] {
    let validate: ValidateFunction | undefined;
    return (value, extent) => {
      this.#read(place, raw);
      validate ??= this.#compile(this.#first, place);
      if (this.#accepts(validate, value, place)) return NONE;
      const complete = this.#compile(this.#all(), place);
      // the lists are cut, so that a long one in which all is wrong costs little
      const searched = extent === 'whole' ? value : truncate(value);
      const errors = (this.#accepts(complete, searched, place) ? validate.errors : complete.errors) ?? [];
      return describeErrors(extent === 'usual' ? errors.slice(0, MAX_ERRORS) : errors, {
        findPath: error => this.#pathOf(error),
      });
    };
  }

  /** Whether a value is valid. A value for which a schema takes too many steps is: the schema refers to itself, or is hostile. */
  #accepts(validate: ValidateFunction, value: unknown, place: SourcePlace): boolean {
    try {
      return withinSteps(() => validate(value));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      if (error instanceof TooManySteps) {
        this.#options.warnings.add(place, 'takes too many steps for some values, which are then allowed');
      }
      return true;
    }
  }

  #compile(ajv: Ajv2020, place: SourcePlace): ValidateFunction {
    const id = referenceOf(place);
    const known = ajv.getSchema(id);
    if (known) return known;
    const wanted = new Set([place]);
    // the loop also visits the places that it adds to the set
    for (const one of wanted) {
      const schema = this.#read(one);
      if (!(referenceOf(one) in ajv.schemas)) ajv.addSchema(this.#counted(schema, one), referenceOf(one));
      for (const next of this.#references.get(one) ?? []) wanted.add(next);
    }
    try {
      return ajv.getSchema(id) as ValidateFunction;
    } catch (error) {
      this.#options.warnings.add(place, `cannot be compiled (${(error as Error).message}); anything is allowed there`);
      return ANYTHING;
    }
  }

  /** A schema whose validator counts its steps. */
  #counted(schema: JsonSchema, place: SourcePlace): JsonSchema & object {
    const counted = countSteps(schema);
    this.#places.set(counted, place);
    return counted;
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

/** Where a schema stands, and its value where that is not what stands there. */
type Whereabouts = { place: SourcePlace; raw: unknown };

/** A schema of a registry. A large description has a hundred thousand, so that each has few members and no functions. */
class RegisteredSchema implements DescribedSchema {
  readonly place: SourcePlace;
  readonly #registry: SchemaRegistry;
  readonly #raw: unknown;
  #validator: ((value: unknown, extent: Extent) => readonly SchemaIssue[]) | undefined;

  constructor(registry: SchemaRegistry, { place, raw }: Whereabouts) {
    this.#registry = registry;
    this.place = place;
    this.#raw = raw;
  }

  get direction(): Direction {
    return this.#registry.direction;
  }

  read(): JsonSchema {
    return this.#registry.schemaAt(this.place, this.#raw);
  }

  resolve(reference: string): JsonSchema {
    return this.#registry.schemaAt(placeOf(reference));
  }

  part(schema: JsonSchema): DescribedSchema | undefined {
    return this.#registry.part(schema);
  }

  locate(reference: string): SourcePlace {
    return placeOf(reference);
  }

  validate(value: unknown, extent: Extent = 'usual'): readonly SchemaIssue[] {
    this.#validator ??= this.#registry.validator({ place: this.place, raw: this.#raw });
    return this.#validator(value, extent);
  }
}

const NONE: readonly SchemaIssue[] = [];
const ANYTHING = (() => true) as unknown as ValidateFunction;

/** How many schemas may stand within one, without those that it refers to. */
const MAX_PARTS = 3000;

class TooManyParts extends Error {}

/** How many errors of a value are usually described. */
const MAX_ERRORS = 200;

/** How a schema refers to another: a URI that no `$ref` of a description can be. */
function referenceOf(place: SourcePlace): string {
  return `place:${encodeURIComponent(place.toWellFormed())}`;
}

function placeOf(reference: string): SourcePlace {
  return decodeURIComponent(reference.slice('place:'.length));
}

function createAjv({ allErrors, formats }: { allErrors: boolean; formats: Formats }): Ajv2020 {
  const ajv = new Ajv2020({
    // normalizing has left out what could not be understood
    strict: false,
    strictNumbers: true,
    allErrors,
    verbose: true,
    validateSchema: false,
    // a schema that nobody asks for is never compiled
    addUsedSchema: false,
    // a schema that is inlined wherever it is referred to multiplies the code
    inlineRefs: 20,
    logger: false,
    code: { optimize: false, regExp: Object.assign(toPattern, { code: 'new RegExp' }) },
  });
  addFormats.default(ajv);
  for (const [name, test] of Object.entries(formats)) ajv.addFormat(name, test);
  addStepCounter(ajv);
  replaceUniqueItems(ajv);
  return ajv;
}

/** ajv needs no more of an expression than this. It takes two for the same where their texts are. */
function toPattern(source: string): { test(text: string): boolean; toString(): string } {
  const pattern = compilePattern(source);
  return { test: text => pattern?.test(text) ?? true, toString: () => source };
}
