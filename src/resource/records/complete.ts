import { generateValue, mendValue, VALUES_TIME } from '../../fake/index.js';
import { isObject, Problem } from '../../kernel/index.js';
import type { SchemaView } from '../../openapi/index.js';
import { type Completion, compileMember, type SentMembers } from './complete-member.js';
import { declares } from './declared.js';
import type { Kept } from './kept.js';
import { isReadOnly, memberView, readMember, writeMember } from './member-path.js';
import { nameObjects } from './name-objects.js';
import type { VisibleRecord } from './stored.js';
import { timeWriter } from './times.js';

/** Makes a whole record. */
export type Complete = (completion: Completion) => VisibleRecord;

/**
 * Creates what makes a whole record from what a client sent: with defaults, with the members that the server sets, and valid under
 * the schema of the collection. What was sent stays; optional members that were not sent are left out.
 */
export function compileCompletion(kept: Kept, sent: SentMembers): Complete {
  const { view } = kept;
  const fill = view ? compileFill(kept, view, sent) : ({ sent }: Completion) => sent;
  const setTimes = compileTimes(kept);
  return completion => {
    let record: unknown = setTimes(fill(completion), completion);
    const { known } = completion;
    for (const path in known) {
      if (readMember(record, path) !== known[path]) record = writeMember(record, path, known[path]);
    }
    return sent.areWhole ? (record as VisibleRecord) : requireValid(view, record as VisibleRecord, completion.seed);
  };
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
  const mended = mendValue(nameObjects(record, view), view.schema, options) ?? generateValue(view.schema, options);
  return isObject(mended?.value) ? mended.value : undefined;
}

/** The members of the schema in its order: sent, by default, or made; then those that were sent beside them. */
function compileFill(kept: Kept, view: SchemaView, sent: SentMembers): Complete {
  const { members } = view;
  const ordered = new Set([...(kept.rule.members ?? []), ...members.keys()]);
  const makers = [...ordered].flatMap(name => {
    const member = members.get(name);
    return member ? [{ name, make: compileMember(kept, member, sent) }] : [];
  });
  // V8 copies an object that JSON made several times as fast as it adds many members to one
  const whole: VisibleRecord = JSON.parse(JSON.stringify(Object.fromEntries(makers.map(({ name }) => [name, null]))));
  return completion => {
    const { sent, known } = completion;
    const record: Record<string, unknown> = { ...whole };
    let isWhole = true;
    for (const { name, make } of makers) {
      const value = Object.hasOwn(known, name) ? known[name] : make(completion);
      if (value === undefined) isWhole = false;
      record[name] = value;
    }
    const others = otherNames(sent);
    if (isWhole && others.length === 0) return record;
    const made = Object.entries(record).filter(([, value]) => value !== undefined);
    return Object.fromEntries([...made, ...others.map(name => [name, sent[name]] as const)]);
  };

  /** The names of the members that the schema does not list but allows. */
  function otherNames(sent: VisibleRecord): readonly string[] {
    let others = NONE;
    for (const name in sent) if (!members.has(name) && declares(view, name)) others = [...others, name];
    return others;
  }
}

const NONE: readonly string[] = [];

type SetTimes = (record: VisibleRecord, completion: Completion) => VisibleRecord;

/** Sets the times that stand inside other members, and the time of the last change, where clients do not send it. */
function compileTimes(kept: Kept): SetTimes {
  const { view, rule } = kept;
  const { created = [], updated = [], timeLike } = rule;
  const times = [...created, ...updated]
    .filter(path => isDeclared(view, path))
    .map(path => ({
      path,
      isCreation: created.includes(path),
      isMember: view?.members.has(path) === true,
      isReadOnly: isReadOnly(view, path),
      write: timeWriter(memberView(view, path), timeLike),
    }));
  return (record, { sent, before, now }) => {
    let timed: unknown = record;
    for (const { path, isCreation, isMember, isReadOnly, write } of times) {
      // a new record has those that stand in no other member
      if (!before && isMember && readMember(timed, path) !== undefined) continue;
      if (!isReadOnly && readMember(sent, path) !== undefined) continue;
      const earlier = isCreation ? readMember(before, path) : undefined;
      timed = writeMember(timed, path, earlier ?? write(now));
    }
    return timed as VisibleRecord;
  };
}

/** Whether the schema has the member that some names lead to. */
function isDeclared(view: SchemaView | undefined, path: string): boolean {
  const [first = ''] = path.split('.');
  return !view || declares(view, first);
}
