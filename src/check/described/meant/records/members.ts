import { generateValue, VALUES_TIME } from '../../../../fake/index.js';
import { isObject } from '../../../../kernel/index.js';
import { chooseJson, type DescribedOperation, type MemberView, SchemaView } from '../../../../openapi/index.js';
import type { JudgedApi } from '../../judged-api.js';
import { MARKS } from '../../known/own-records.js';
import { followView, viewOfRecord } from '../../walk/record-view.js';
import { isSameValue, toInstant } from '../lists/compare-values.js';

/** What clients may send of a record in the body of an operation. */
export function sentMembers(operation: DescribedOperation, api: JudgedApi): MemberView[] {
  const schema = operation.body && chooseJson(operation.body.contents)?.schema;
  const view = schema && followView(new SchemaView(schema), api.ruleOf(operation)?.request ?? '');
  return [...(view?.members.values() ?? [])].filter(({ readOnly }) => !readOnly);
}

/** The members of a record that clients set and that an operation shows: only these have to be what was sent. */
export function settableMembers(collection: string, shown: DescribedOperation, api: JudgedApi): string[] {
  const writes = (['create', 'replace', 'update'] as const).flatMap(does => api.thatDo(does, collection));
  const sent = new Set(writes.flatMap(operation => sentMembers(operation, api).map(({ name }) => name)));
  const view = viewOfRecord(shown, api);
  return [...sent].filter(name => isShown(view, name));
}

/** Whether responses have a member that clients may send. */
export function isShown(view: SchemaView | undefined, name: string): boolean {
  const member = view?.members.get(name);
  return member !== undefined && !member.readOnly;
}

/** Whether a value has all that was sent: objects may have more members, and times may be written otherwise. */
export function contains(value: unknown, sent: unknown): boolean {
  if (Array.isArray(sent))
    return Array.isArray(value) && value.length === sent.length && sent.every((item, at) => contains(value[at], item));
  if (!isObject(sent)) return isSameValue(value, sent);
  return isObject(value) && Object.entries(sent).every(([name, inner]) => contains(value[name], inner));
}

/**
 * Whether a server kept a value: it may write times and e-mail addresses otherwise, leave blanks, false and zero out, add members, and
 * show an object for the text that names it.
 */
export function isKept(sent: unknown, shown: unknown): boolean {
  if (sent === null) return shown === null || shown === undefined;
  if ((sent === false || sent === 0) && shown === undefined) return true;
  if (isSameValue(sent, shown)) return true;
  if (isPresent(shown) && isObject(sent) !== isObject(shown)) return true;
  if (typeof sent === 'string' && typeof shown === 'string') return isSameText(sent, shown);
  if (typeof sent === 'number' && typeof shown === 'string') return shown.trim() !== '' && Number(shown) === sent;
  if (Array.isArray(sent))
    return Array.isArray(shown) && sent.length === shown.length && sent.every((item, at) => isKept(item, shown[at]));
  if (!isObject(sent) || !isObject(shown)) return false;
  return Object.entries(sent).every(([name, value]) => shown[name] === undefined || isKept(value, shown[name]));
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isSameText(sent: string, shown: string): boolean {
  const [left, right] = [sent.trim(), shown.trim()];
  if (left === right) return true;
  const [one, other] = [toInstant(left), toInstant(right)];
  // a server may keep whole seconds
  if (one !== undefined && other !== undefined) return Math.abs(one - other) < 1e6;
  const isFolded = /^[^@\s]+@[^@\s]+$/.test(left) || /^[a-z][a-z0-9+.-]*:/i.test(left) || /^[0-9a-f-]{36}$/i.test(left);
  return isFolded && left.toLowerCase().replace(/\/$/, '') === right.toLowerCase().replace(/\/$/, '');
}

/** Other values that a member may have. */
export function otherValues({ name, value: view }: MemberView, current: unknown): unknown[] {
  const { schema, types } = view;
  if (typeof current === 'string' && current.match(MARKS)) return otherMarked(current, view);
  const made = [1, 2, 3].map(seed => generateValue(schema, { seed: `${name} ${seed}`, name, now: VALUES_TIME })?.value);
  const candidates = view.enum
    ? view.enum
    : types.has('boolean')
      ? [current === false, current !== false]
      : types.has('integer') || types.has('number')
        ? [
            ...(types.has('number') ? [round((view.minimum ?? 0) + 7.25)] : []),
            (view.minimum ?? 0) + 3,
            ...made,
            view.maximum,
          ]
        : types.has('string') && view.format === undefined && view.pattern === undefined
          ? [longText(schema.read()), ...made]
          : made;
  const valid = candidates.filter(one => one !== undefined && one !== null && schema.validate(one).length === 0);
  return current === undefined ? valid : valid.filter(one => !isKept(one, current));
}

/** A text that marks a record goes on marking it, at its beginning: only such records are removed at the end. */
function otherMarked(current: string, { schema }: SchemaView): unknown[] {
  const [mark = ''] = current.match(MARKS) ?? [];
  const long = longText(schema.read());
  const texts = [
    ...(long === undefined ? [] : [`${mark} ${long}`.slice(0, long.length)]),
    `${mark} Changed`,
    `${mark} changed again`,
  ];
  return current.startsWith(mark) && current.includes('@')
    ? [`other.${current}`]
    : texts.filter(text => text.includes(mark) && text !== current && schema.validate(text).length === 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

const MAX_TEXT = 300;

/** A text as long as allowed, with small and capital letters. */
function longText(schema: unknown): string | undefined {
  const most = isObject(schema) && typeof schema.maxLength === 'number' ? schema.maxLength : undefined;
  return most === undefined || most > MAX_TEXT
    ? 'Another Text, as clients Write it'
    : 'Any Text that is Long '.repeat(20).slice(0, most).trimEnd().padEnd(most, 'x');
}
