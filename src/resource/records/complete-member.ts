import { acceptsValue, drawFaker, generateValue, singular, VALUES_TIME } from '../../fake/index.js';
import { type Instant, isObject } from '../../kernel/index.js';
import type { MemberView, SchemaView } from '../../openapi/index.js';
import { declares, keepDeclared } from './declared.js';
import type { Kept } from './kept.js';
import type { VisibleRecord } from './stored.js';
import { isTime, timeWriter } from './times.js';

/** What a record is completed with. */
export type Completion = {
  /** What a client sent. */
  sent: VisibleRecord;
  /** The record that is replaced. */
  before?: VisibleRecord | undefined;
  /** The members that are known beside what was sent: the key and the parents, by the names that lead to them. */
  known: Readonly<Record<string, unknown>>;
  /** The keys of another collection, for members that refer to it. */
  keysOf(collection: string): readonly (string | number)[];
  now: Instant;
  /** The key of the caller; null where nobody is known. */
  caller?: string | number | null | undefined;
  /** The same seed makes the same values. */
  seed: string;
};

/** What clients send of a record. */
export type SentMembers = {
  /** The schema of the request: members that it lacks are only the server's. */
  request: SchemaView | undefined;
  /** Whether members are kept as they were sent, and only the request is validated. */
  areWhole: boolean;
};

/** Makes a member of a record; undefined where the record has none. */
export type MakeMember = (completion: Completion) => unknown;

/** Creates what makes a member of a whole record. What only depends on schemas and rules is found out once. */
export function compileMember(kept: Kept, member: MemberView, { request, areWhole }: SentMembers): MakeMember {
  const { name, readOnly } = member;
  const isServers = readOnly || (request !== undefined && request.members.size > 0 && !declares(request, name));
  // large descriptions have many members that are always sent
  let makeUnsent: MakeMember | undefined;
  return completion => {
    const { sent, before } = completion;
    if (!readOnly && Object.hasOwn(sent, name)) return areWhole ? sent[name] : keepSent(sent[name], member);
    if (isServers && before && Object.hasOwn(before, name)) return before[name];
    makeUnsent ??= compileUnsent(kept, member, request);
    return makeUnsent(completion);
  };
}

function keepSent(value: unknown, member: MemberView): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return fillNested(keepDeclared(value, member.value), member.value);
}

function compileUnsent(kept: Kept, member: MemberView, request: SchemaView | undefined): MakeMember {
  const { name, readOnly, required, value: view } = member;
  const { callers, created, updated, defaults, timeLike } = kept.rule;
  if (callers?.includes(name)) return ({ caller }) => caller ?? null;
  if (created?.includes(name) || updated?.includes(name)) {
    const write = timeWriter(view, timeLike);
    return ({ now }) => write(now);
  }
  if (defaults && Object.hasOwn(defaults, name)) return () => copyOf(defaults[name]);
  const usual = request?.members.get(name)?.value.default ?? view.default;
  if (usual !== undefined) return () => copyOf(usual);
  if (!required && (!readOnly || isTime(view))) return () => undefined;
  return compileEmpty(kept, member);
}

/** The value of a member that a new record needs and nobody has sent: as empty as its schema allows. */
function compileEmpty({ name: collection, rule }: Kept, { name, nullable, value: view }: MemberView): MakeMember {
  const reference = rule.references?.[name];
  const make = compileValue();
  return reference === undefined ? make : completion => completion.keysOf(reference)[0] ?? make(completion);

  function compileValue(): MakeMember {
    if (nullable) return () => null;
    if (view.enum) {
      const first = view.enum.find(value => value !== null);
      return () => first;
    }
    if (acceptsValue(view.schema, [])) return () => [];
    if (isCount(name, view) && acceptsValue(view.schema, 0)) return () => 0;
    const options = { name, now: VALUES_TIME, examples: false };
    const call = rule.fake?.[name];
    return ({ seed, now }) => {
      const key = `${seed} ${collection} ${name}`;
      return call === undefined
        ? generateValue(view.schema, { ...options, seed: key })?.value
        : drawFaker(call, { seed: key, now });
    };
  }
}

/** Whether a member counts what a new record has none of: `comment_count`, `numberOfReplies`, or a whole number `comments`. */
function isCount(name: string, { types }: SchemaView): boolean {
  return COUNT.test(name) || (types.has('integer') && singular(name) !== name);
}

const COUNT = /counts?$|^(?:num|number)_?of_?/i;

/** Defaults of objects that were sent inside the record. */
function fillNested(value: unknown, view: SchemaView): unknown {
  if (Array.isArray(value)) {
    const { items } = view;
    return items ? value.map(item => fillNested(item, items)) : value;
  }
  if (!isObject(value) || view.members.size === 0) return value;
  const missing = [...view.members.values()].filter(({ name }) => !Object.hasOwn(value, name));
  const defaults = missing.flatMap(({ name, value: { default: usual } }) =>
    usual === undefined ? [] : [[name, copyOf(usual)] as const],
  );
  const given = Object.entries(value).map(([name, inner]) => {
    const member = view.members.get(name);
    return [name, member ? fillNested(inner, member.value) : inner] as const;
  });
  return Object.fromEntries([...given, ...defaults]);
}

/** A copy of a JSON value: a handler may change its record. `structuredClone` takes longer than most of the work. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOf(member)]));
}
