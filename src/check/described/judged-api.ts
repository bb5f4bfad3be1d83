import { singular, splitWords } from '../../fake/index.js';
import type { DescribedOperation, DescribedSchema, Description } from '../../openapi/index.js';
import type { AuthenticationRules, CollectionRule, OperationRule, RefusalRules } from '../../resource/index.js';
import type { DescribedApi } from './described-api.js';
import type { AccessReading, FilterReading } from './open-readings.js';

/** What the laws know of an API before the first request. */
export class JudgedApi {
  readonly name: string;
  readonly description: Description;
  readonly operations: readonly DescribedOperation[];
  readonly collections: ReadonlyMap<string, CollectionRule>;
  /** How requests are refused, where a person has said it. */
  readonly refusals: RefusalRules;
  /** Whether documents say what the API does, so that values come back exactly as they were sent. */
  readonly isStated: boolean;
  /** The reading that leaves open whether credentials are required. */
  readonly accessReading: AccessReading | undefined;
  readonly #authentication: AuthenticationRules;
  readonly #filterReadings: ReadonlyMap<string, FilterReading>;
  readonly #basePath: string;
  readonly #operations: ReadonlyMap<string, DescribedOperation>;
  readonly #rules: ReadonlyMap<string, OperationRule>;

  constructor(
    { name, description, resources, filterReadings, accessReading }: DescribedApi,
    basePath: string,
    { isStated = false }: { isStated?: boolean } = {},
  ) {
    this.isStated = isStated;
    this.accessReading = accessReading;
    this.#filterReadings = filterReadings;
    this.#authentication = resources.authentication ?? {};
    this.name = name;
    this.#basePath = basePath;
    this.description = description;
    this.operations = description.operations;
    this.#operations = new Map(description.operations.map(operation => [operation.id, operation]));
    this.#rules = new Map(Object.entries(resources.operations));
    this.collections = new Map(Object.entries(resources.collections));
    this.refusals = resources.refusals ?? {};
  }

  operation(id: string): DescribedOperation {
    const found = this.#operations.get(id);
    if (!found) throw new Error(`${this.name} has no operation ${id}.`);
    return found;
  }

  /** The path template of an operation, with the base path before it. */
  templateOf({ basePaths, path }: Pick<DescribedOperation, 'basePaths' | 'path'>): string {
    return (basePaths?.[0] ?? this.#basePath) + path;
  }

  /** What an operation does; undefined where it keeps no state. */
  ruleOf(operation: Pick<DescribedOperation, 'id'>): OperationRule | undefined {
    const rule = this.#rules.get(operation.id);
    return rule?.does === 'respond' ? undefined : rule;
  }

  /** Whether a value would help to let a record in as a caller. A run gives no record such rights. */
  givesRights({ id }: Pick<DescribedOperation, 'id'>, member: string, value: unknown): boolean {
    const { collection, admits = {} } = this.#authentication;
    return this.#rules.get(id)?.collection === collection && typeof value === 'string' && admits[member] === value;
  }

  /** The reading that leaves open how a filter compares; undefined where none does. */
  readingOf({ id }: Pick<DescribedOperation, 'id'>, parameter: string): FilterReading | undefined {
    return this.#filterReadings.get(`${id} ${parameter}`);
  }

  /** The schema at a place, for responses; `#/…` is in the first file. */
  schemaAt(place: string): DescribedSchema | undefined {
    return this.description.schemaAt(place.startsWith('#') ? this.description.file + place : place);
  }

  /** The operations that do something with a collection. */
  thatDo(does: OperationRule['does'], collection: string): DescribedOperation[] {
    return this.operations.filter(operation => {
      const rule = this.ruleOf(operation);
      return rule?.does === does && rule.collection === collection;
    });
  }

  /** The collections, parents before their children. */
  fromTheTop(): string[] {
    const depth = (name: string) => Object.keys(this.collections.get(name)?.parents ?? {}).length;
    return [...this.collections.keys()].sort((left, right) => depth(left) - depth(right));
  }

  /** Whether documents have no way to create what a collection has: then a run may change the one record that the caller names. */
  isNamed(collection: string): boolean {
    return this.isStated && this.thatDo('create', collection).length === 0;
  }

  /**
   * How many cases of a law about values one operation gets: fewer in a large description, so that a run does not take too many
   * requests. Where documents state what is tested, all of that is.
   */
  get casesPerLaw(): number {
    if (this.isStated) return Number.POSITIVE_INFINITY;
    return Math.max(MIN_CASES, Math.min(MAX_CASES, Math.floor(CASES_PER_RUN / this.operations.length)));
  }

  /** Whether a law is tested with less for each operation, because there are many. */
  get isLarge(): boolean {
    return this.operations.length > LARGE;
  }

  /**
   * What is tried at one operation of what a server does in one place for all of them. In a large description that is `count` of the
   * items: the operations take turns, so that each item is tried at some of them.
   */
  inTurns<T>(items: readonly T[], operation: DescribedOperation, count = 1): T[] {
    if (!this.isLarge || items.length <= count) return [...items];
    const turn = this.operations.indexOf(operation) * count;
    // methods often alternate as operations do: so each round begins with another item
    const first = turn + Math.floor(turn / items.length);
    return Array.from({ length: count }, (_, at) => items[(first + at) % items.length] as T);
  }
}

/** So many items of a list, from all of its parts. */
export function spread<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, at) => items[Math.floor((at * items.length) / count)] as T);
}

const MIN_CASES = 5;
const MAX_CASES = 60;
const CASES_PER_RUN = 800;
const LARGE = 60;

/** What a request may do to a target, as far as the description tells. */
export type Effect =
  /** It changes nothing. */
  | 'reads'
  /** It makes a new record. */
  | 'creates'
  /** It changes a record that is named in the path, or what belongs to it: one that the run has created, or may change. */
  | 'changes-own'
  /** It changes what the run has not created. */
  | 'changes-others';

/** Words in the names of operations that only compute or look something up, although their method could change data. */
const HARMLESS = new Set(
  'authenticate calculate check count estimate find filter login lookup preview query quote search signin token validate verify'.split(
    ' ',
  ),
);

/** What a request to an operation does. */
export function effectOf(operation: DescribedOperation, api: JudgedApi): Effect {
  if (['GET', 'HEAD', 'OPTIONS'].includes(operation.method)) return 'reads';
  const rule = api.ruleOf(operation);
  if (!rule) return isHarmless(operation) ? 'creates' : 'changes-others';
  if (rule.does === 'create') return 'creates';
  const owner = ownerOf(operation, api);
  if (owner === undefined) return 'changes-others';
  return api.thatDo('create', owner).length > 0 || api.isNamed(owner) ? 'changes-own' : 'changes-others';
}

/** The collection whose record the request names and changes: its own, or the innermost parent of a singleton. */
export function ownerOf(operation: DescribedOperation, api: JudgedApi): string | undefined {
  const rule = api.ruleOf(operation);
  if (rule?.collection === undefined) return undefined;
  if (rule.key?.in === 'path' || rule.key?.in === 'body') return rule.collection;
  const isSingle = api.collections.get(rule.collection)?.singleton === true;
  return isSingle ? Object.keys(rule.parents ?? {}).at(-1) : undefined;
}

function isHarmless({ method, path, id }: DescribedOperation): boolean {
  if (method !== 'POST') return false;
  const words = `${splitWords(path.split('/').at(-1) ?? '')} ${splitWords(id)}`.split(' ');
  return words.some(word => HARMLESS.has(word));
}

/** The name of a record of a collection, in a sentence: `pet`. */
export function nameOfRecord(collection: string): string {
  return singular(splitWords(collection));
}
