import { acceptsValue, generateValue, mendValue, VALUES_TIME } from '../../fake/index.js';
import { type Instant, isObject, Problem } from '../../kernel/index.js';
import type { MemberView, SchemaView } from '../../openapi/index.js';
import { declares, keepDeclared } from './declared.js';
import type { Kept } from './kept.js';
import { isReadOnly, memberView, readMember, writeMember } from './member-path.js';
import type { VisibleRecord } from './stored.js';
import { formatTime, isTime } from './times.js';

/** What a record is completed with. */
export type Completion = {
  /** What a client sent. */
  sent: VisibleRecord;
  /** The record that is replaced. */
  before?: VisibleRecord | undefined;
  /** The schema of what clients send. Members that it lacks are only the server's. */
  request: SchemaView | undefined;
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

/**
 * A whole record from what a client sent: with defaults, with the members that the server sets, and valid under the schema
 * of the collection. What was sent stays; optional members that were not sent are left out.
 */
export function completeRecord(kept: Kept, completion: Completion): VisibleRecord {
  const { view } = kept;
  const { sent, known } = completion;
  const base = view ? fill(kept, view, completion) : sent;
  const timed = setTimes(kept, base, completion);
  const record = Object.entries(known).reduce<unknown>(
    (all, [path, value]) => (readMember(all, path) === value ? all : writeMember(all, path, value)),
    timed,
  );
  return requireValid(view, record as VisibleRecord, completion.seed);
}

/** The same as `mendRecord`. Throws `value-impossible` where no record could be made. */
export function requireValid(view: SchemaView | undefined, record: VisibleRecord, seed: string): VisibleRecord {
  const mended = mendRecord(view, record, seed);
  if (!mended) throw new Problem('value-impossible', `No value could be made for ${view?.place}.`);
  return mended;
}

/** A valid record with as much of another one as is valid, the same for the same seed. Undefined where none could be made. */
export function mendRecord(
  view: SchemaView | undefined,
  record: VisibleRecord,
  seed: string,
): VisibleRecord | undefined {
  if (!view || view.schema.validate(record).length === 0) return record;
  const options = { seed, now: VALUES_TIME, examples: false };
  const mended = mendValue(record, view.schema, options) ?? generateValue(view.schema, options);
  return isObject(mended?.value) ? mended.value : undefined;
}

/** The members of the schema in its order: sent, by default, or made; then those that were sent beside them. */
function fill(kept: Kept, view: SchemaView, completion: Completion): VisibleRecord {
  const { sent, known } = completion;
  const record: [name: string, value: unknown][] = [];
  for (const member of view.members.values()) {
    if (Object.hasOwn(known, member.name)) record.push([member.name, known[member.name]]);
    else {
      const value = chooseValue(kept, member, completion);
      if (value !== undefined) record.push([member.name, value]);
    }
  }
  const others = Object.entries(sent).filter(([name]) => !view.members.has(name) && declares(view, name));
  return Object.fromEntries([...record, ...others]);
}

/** The value of a member; undefined where the record has none. */
function chooseValue(kept: Kept, member: MemberView, completion: Completion): unknown {
  const { name, readOnly, required, value: view } = member;
  const { sent, before, request } = completion;
  const isSent = Object.hasOwn(sent, name) && !readOnly;
  if (isSent) return fillNested(keepDeclared(sent[name], view), view);
  if (before && Object.hasOwn(before, name)) {
    const isServers = readOnly || (request !== undefined && request.members.size > 0 && !declares(request, name));
    if (isServers) return before[name];
  }
  if (kept.rule.callers?.includes(name)) return completion.caller ?? null;
  if (isTimeOfServer(kept, name)) return formatTime(completion.now, view, kept.rule.timeLike);
  const { defaults = NO_DEFAULTS } = kept.rule;
  if (Object.hasOwn(defaults, name)) return copyOf(defaults[name]);
  const usual = request?.members.get(name)?.value.default ?? view.default;
  if (usual !== undefined) return copyOf(usual);
  if (!required && (!readOnly || isTime(view))) return undefined;
  return makeMember(kept, member, completion);
}

/** A clone takes longer than most of the work. */
function copyOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value;
}

const NO_DEFAULTS: Readonly<Record<string, unknown>> = {};

/** The value of a member that a new record needs and nobody has sent: as empty as its schema allows. */
function makeMember(
  { name: collection, rule }: Kept,
  { name, nullable, value: view }: MemberView,
  completion: Completion,
): unknown {
  const reference = rule.references?.[name];
  const keys = reference === undefined ? [] : completion.keysOf(reference);
  if (keys.length > 0) return keys[0];
  if (nullable) return null;
  if (view.enum) return view.enum.find(value => value !== null);
  if (acceptsValue(view.schema, [])) return [];
  if (COUNT.test(name) && acceptsValue(view.schema, 0)) return 0;
  const seed = `${completion.seed} ${collection} ${name}`;
  return generateValue(view.schema, { seed, name, now: VALUES_TIME, examples: false })?.value;
}

/** Members that count what a new record has none of: `comment_count`, `followersCount`, `numberOfReplies`. */
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
    usual === undefined ? [] : [[name, structuredClone(usual)] as const],
  );
  const given = Object.entries(value).map(([name, inner]) => {
    const member = view.members.get(name);
    return [name, member ? fillNested(inner, member.value) : inner] as const;
  });
  return Object.fromEntries([...given, ...defaults]);
}

function isTimeOfServer({ rule: { created = [], updated = [] } }: Kept, path: string): boolean {
  return created.includes(path) || updated.includes(path);
}

/** Sets the times that stand inside other members, and the time of the last change, where clients do not send it. */
function setTimes(kept: Kept, record: VisibleRecord, { sent, before, now }: Completion): VisibleRecord {
  const { created = [], updated = [] } = kept.rule;
  let timed: unknown = record;
  for (const path of [...created, ...updated]) {
    const earlier = created.includes(path) ? readMember(before, path) : undefined;
    const isSent = readMember(sent, path) !== undefined && !isReadOnly(kept.view, path);
    if (isSent || !isDeclared(kept.view, path)) continue;
    // a new record has those that stand in no other member
    if (!before && kept.view?.members.has(path) && readMember(timed, path) !== undefined) continue;
    timed = writeMember(timed, path, earlier ?? formatTime(now, memberView(kept.view, path), kept.rule.timeLike));
  }
  return timed as VisibleRecord;
}

/** Whether the schema has the member that some names lead to. */
function isDeclared(view: SchemaView | undefined, path: string): boolean {
  const [first = ''] = path.split('.');
  return !view || declares(view, first);
}
