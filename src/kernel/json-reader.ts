import { formatPointer } from './json-pointer.js';

/** The result of reading JSON: the value, or all issues, each a sentence that begins with its place. */
export type Read<Value> = { value: Value } | { issues: readonly string[] };

/** Reads JSON that a person wrote. `read` returns undefined if it noted an issue. */
export function readJson<Value>(json: unknown, read: (reader: JsonReader) => Value | undefined): Read<Value> {
  const issues: string[] = [];
  const value = read(new JsonReader(json, [], issues));
  return issues.length > 0 || value === undefined ? { issues } : { value };
}

/** How many issues are noted: the first ones are enough to start correcting. */
const MAX_ISSUES = 50;

/**
 * A value at its place in JSON. An absent value is read as undefined; that is an issue only after `required()`. A value of
 * another type than expected is an issue, and is read as undefined.
 */
export class JsonReader {
  readonly value: unknown;
  readonly #place: readonly (string | number)[];
  readonly #issues: string[];

  constructor(value: unknown, place: readonly (string | number)[], issues: string[]) {
    this.value = value;
    this.#place = place;
    this.#issues = issues;
  }

  get isAbsent(): boolean {
    return this.value === undefined;
  }

  /** Notes an issue. The sentence continues after the place, as in `must be text.` */
  issue(sentence: string): undefined {
    if (this.#issues.length < MAX_ISSUES) this.#issues.push(`${formatPointer(this.#place) || 'The whole'} ${sentence}`);
    return undefined;
  }

  /** Notes issues of the value and its members that were found elsewhere. Returns whether there are any. */
  noteIssues(issues: readonly { path: readonly string[]; message: string }[]): boolean {
    for (const { path, message } of issues)
      new JsonReader(undefined, [...this.#place, ...path], this.#issues).issue(message);
    return issues.length > 0;
  }

  /** Another value at the same place. */
  with(value: unknown): JsonReader {
    return new JsonReader(value, this.#place, this.#issues);
  }

  required(): this {
    if (this.isAbsent) this.issue('is missing.');
    return this;
  }

  text(): string | undefined {
    if (this.isAbsent || typeof this.value === 'string') return this.value as string | undefined;
    return this.issue('must be text.');
  }

  boolean(): boolean | undefined {
    if (this.isAbsent || typeof this.value === 'boolean') return this.value as boolean | undefined;
    return this.issue('must be true or false.');
  }

  /**
   * Reads an object with these names only; an absent member has a reader, too. `instead` says what to use in the place of
   * names that people know from other tools.
   */
  object<const Name extends string>(
    names: readonly Name[],
    instead: Readonly<Record<string, string>> = {},
  ): Readonly<Record<Name, JsonReader>> {
    for (const [name, member] of this.members()) {
      if (names.includes(name as Name)) continue;
      member.issue(
        `is unknown; ${Object.hasOwn(instead, name) ? instead[name] : `the known names are ${names.join(', ')}.`}`,
      );
    }
    const object = this.#object ?? {};
    const members = names.map(name => [name, this.#at(name, Object.hasOwn(object, name) ? object[name] : undefined)]);
    return Object.fromEntries(members);
  }

  /** Reads an object with any names. */
  members(): (readonly [name: string, member: JsonReader])[] {
    if (this.isAbsent) return [];
    if (!this.#object) this.issue('must be an object.');
    return Object.entries(this.#object ?? {}).map(([name, value]) => [name, this.#at(name, value)]);
  }

  items(): JsonReader[] {
    if (this.isAbsent) return [];
    if (!Array.isArray(this.value)) return this.issue('must be a list.') ?? [];
    return this.value.map((item, index) => this.#at(index, item));
  }

  get #object(): Record<string, unknown> | undefined {
    return isObject(this.value) ? this.value : undefined;
  }

  #at(name: string | number, value: unknown): JsonReader {
    return new JsonReader(value, [...this.#place, name], this.#issues);
  }
}

/** Whether a value is a JSON object: neither a list nor null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
