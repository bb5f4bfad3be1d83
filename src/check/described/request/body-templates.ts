import { createHash } from 'node:crypto';
import { generateValue, splitWords, VALUES_TIME } from '../../../fake/index.js';
import { canonicalJson, isObject } from '../../../kernel/index.js';
import {
  type Content,
  chooseJson,
  type DescribedOperation,
  type DescribedSchema,
  SchemaView,
  writeContent,
} from '../../../openapi/index.js';
import { isJsonType } from '../../../target/index.js';
import { fromTarget, Placeholder, type Step, unique } from '../../model/case.js';
import { effectOf, type JudgedApi, nameOfRecord } from '../judged-api.js';
import { findRecord, type Knowledge } from '../known/knowledge.js';
import { followNames } from '../known/read-records.js';
import { validExamples } from './example-values.js';

/** A body that the description allows. Its texts that name a record are made up when it is sent, so that no two are equal. */
export type BodyTemplate = {
  /** Where it comes from: the name of an example, or how it was made. */
  name: string;
  content: Content;
  /** The value, with placeholders. */
  value: unknown;
  /** The value as it is valid, with samples in place of the placeholders. */
  sample: unknown;
};

/** The bodies that an operation gets, those of the description first; none where it has no body or none can be made. */
export function bodyTemplates(operation: DescribedOperation, api: JudgedApi): readonly BodyTemplate[] {
  const known = TEMPLATES.get(api) ?? new Map<DescribedOperation, readonly BodyTemplate[]>();
  TEMPLATES.set(api, known);
  const templates = known.get(operation) ?? makeTemplates(operation, api);
  known.set(operation, templates);
  return templates;
}

const TEMPLATES = new WeakMap<JudgedApi, Map<DescribedOperation, readonly BodyTemplate[]>>();

function makeTemplates(operation: DescribedOperation, api: JudgedApi): readonly BodyTemplate[] {
  const content = chooseContentToSend(operation);
  if (!content?.schema) return [];
  const { schema, examples } = content;
  const make = (minimal: boolean, seed: number) =>
    generateValue(schema, { seed: `${operation.id} ${seed}`, now: VALUES_TIME, minimal, examples: seed === 1 })?.value;
  const named = examples.flatMap(example =>
    validExamples(schema, [example]).map(value => ({ name: `example ${example.name}`, value })),
  );
  const whole = { name: 'made', value: make(false, 1) };
  const least = { name: 'least', value: make(true, 1) };
  const other = { name: 'made otherwise', value: make(false, 2) };
  const { collection } = api.ruleOf(operation) ?? {};
  // the record that a caller names is changed as little as can be
  const isNamed = collection !== undefined && api.isNamed(collection);
  return (isNamed ? [least, whole] : [...named, whole, least, other])
    .filter(({ value }) => value !== undefined && canWrite(value, content))
    .map(({ name, value }) => ({ name, content, ...mark(value, { schema, operation, api }) }));
}

/** The content in which a body is sent: JSON where there is one. */
function chooseContentToSend({ body }: DescribedOperation): Content | undefined {
  return body && chooseJson(body.contents);
}

function canWrite(value: unknown, content: Content): boolean {
  return writeContent(value, content) !== undefined;
}

/** How the value of a body is written; nothing where it is plain JSON. */
export function writerOf(content: Content): Pick<Step<Knowledge>, 'write' | 'mediaType'> {
  if (isJsonType(content.mediaType)) return { mediaType: content.mediaType };
  return {
    write(value) {
      const written = writeContent(value, content);
      return written && { text: written.bytes.toString(), mediaType: written.contentType };
    },
  };
}

type MarkContext = { schema: DescribedSchema; operation: DescribedOperation; api: JudgedApi };

/** The body with the changes of a case, as far as it is known before the run: placeholders stand where the run makes up values. */
export function previewBody({ value, sample }: BodyTemplate, change: (value: unknown) => unknown): unknown {
  const show = (changed: unknown, sample: unknown, value: unknown): unknown => {
    if (value instanceof Placeholder && canonicalJson(changed) === canonicalJson(sample)) return value.text;
    if (typeof changed === 'string') return changed.replaceAll(SAMPLE, '<unique>');
    if (!isObject(changed) || !isObject(sample) || !isObject(value)) return changed;
    const members = Object.entries(changed).map(([name, member]) => [name, show(member, sample[name], value[name])]);
    return Object.fromEntries(members);
  };
  return show(change(sample), sample, value);
}

/** A text as long as those that a run makes up. */
const SAMPLE = 'us00000000-00000000-0001';

/** Replaces the texts by which people and servers know a record, and the keys of other records. */
function mark(value: unknown, { schema, operation, api }: MarkContext): Pick<BodyTemplate, 'value' | 'sample'> {
  const rule = api.ruleOf(operation);
  const names = rule?.request ?? '';
  const record = followNames(value, names);
  const own = rule?.collection;
  if (!isObject(record) || !rule || own === undefined || effectOf(operation, api) === 'reads') {
    return { value, sample: value };
  }
  const { references = {}, parents = {}, unique: distinct = [], key, schema: place } = api.collections.get(own) ?? {};
  const shown = place === undefined ? undefined : api.schemaAt(place);
  const shownMembers = shown && new SchemaView(shown).members;
  const others = { ...references, ...parentMembers(parents) };
  const view = viewAt(schema, names);
  const replacement = (name: string, member: unknown): Replacement | undefined => {
    const fits: Fits = other =>
      schema.validate(replaceIn(value, names, without({ ...record, [name]: other }))).length === 0;
    const other = others[name];
    if (rule.key?.in === 'body' && rule.key.name === name) return knownKey(own, member, { own: true });
    if (rule.does === 'create' && name === key) return chooseKey(member, fits);
    if (other !== undefined) return knownKey(other, member);
    const found = view?.members.get(name)?.value;
    if (typeof member !== 'string' || !found || found.enum !== undefined) return undefined;
    // a mark proves nothing in a member that no response shows
    const isShown = shownMembers?.has(name) !== false;
    if ((isName(name) && isShown) || distinct.includes(name))
      return markText(name, found, fits) ?? drawText(found, fits);
    return isDistinct(name) ? drawText(found, fits) : undefined;
  };
  const replacements = Object.entries(record).flatMap(([name, member]) => {
    const found = replacement(name, member);
    return found ? [{ name, ...found }] : [];
  });
  const replaced = (of: 'placeholder' | 'sample') => {
    const changed = replacements.map(one => [one.name, one[of]] as const);
    return replaceIn(value, names, without({ ...record, ...Object.fromEntries(changed) }));
  };
  return { value: replaced('placeholder'), sample: replaced('sample') };
}

/** What stands in the place of a member, and a value of the same kind. */
type Replacement = { placeholder: unknown; sample: unknown };
type Fits = (value: unknown) => boolean;

/** The members that have the keys of parents, with the collection of each. */
function parentMembers(parents: Readonly<Record<string, { member?: string }>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parents).flatMap(([name, { member }]) => (member === undefined ? [] : [[member, name]])),
  );
}

/** What a schema says of the value to which names lead. */
function viewAt(schema: DescribedSchema, names: string): SchemaView | undefined {
  let view: SchemaView | undefined = new SchemaView(schema);
  for (const step of names === '' ? [] : names.split('.')) view = view?.members.get(step)?.value;
  return view;
}

/** The key of a record that the target has; `own`: of one of the run's own. */
function knownKey(collection: string, member: unknown, { own = false } = {}): Replacement | undefined {
  if (typeof member !== 'string' && typeof member !== 'number') return undefined;
  const placeholder = fromTarget<Knowledge>(`${own ? 'own ' : ''}${nameOfRecord(collection)}`, ({ known }) => {
    const found = findRecord(known, collection, { own })?.key;
    return found ?? (own ? undefined : member);
  });
  return { placeholder, sample: member };
}

/** A text that the run makes up, where the schema leaves the text to the client. Servers check e-mail addresses unasked. */
function markText(name: string, { format }: SchemaView, fits: Fits): Replacement | undefined {
  if (format !== undefined && format !== 'email') return undefined;
  const [plain, address] = [(text: string) => text, (text: string) => `${text}@example.com`];
  const complete = (/e-?mail$/i.test(name) ? [address, plain] : [plain, address]).find(one => fits(one(SAMPLE)));
  return complete && { placeholder: unique<Knowledge>(complete), sample: complete(SAMPLE) };
}

/** Another text at each request, of the form that the schema wants. */
function drawText({ schema, pattern }: SchemaView, fits: Fits): Replacement | undefined {
  if (pattern === undefined) return undefined;
  const draw = (seed: string) => generateValue(schema, { seed, now: VALUES_TIME, examples: false })?.value;
  const sample = draw(SAMPLE);
  if (sample === undefined || !fits(sample)) return undefined;
  return { placeholder: new Placeholder<Knowledge>('<unique>', 'unique text', ({ unique }) => draw(unique())), sample };
}

/** A key that a client chooses: where it need not, it is left out, else it is new. */
function chooseKey(member: unknown, fits: Fits): Replacement | undefined {
  if (fits(undefined)) return { placeholder: undefined, sample: undefined };
  if (typeof member === 'number') {
    const toNumber = (text: string) => 100_000 + (createHash('sha256').update(text).digest().readUInt32LE() % 900_000);
    const placeholder = new Placeholder<Knowledge>('<unique>', 'unique number', ({ unique }) => toNumber(unique()));
    return fits(toNumber(SAMPLE)) ? { placeholder, sample: toNumber(SAMPLE) } : undefined;
  }
  return fits(SAMPLE) ? { placeholder: unique<Knowledge>(), sample: SAMPLE } : undefined;
}

/** Last words of the names of members by which people know a record. */
const NAMES =
  /(?:^| )(?:name|title|label|summary|description|subject|text|comment|note|body|content|caption|message|email|username|login|slug)$/;

function isName(name: string): boolean {
  return NAMES.test(splitWords(name));
}

/** The members that have a value. */
function without(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/** Last words of the names of members that tell records apart. */
const DISTINCT = /(?:^| )(?:barcode|code|ean|handle|isbn|key|number|plate|ref|reference|serial|sku|slug|tag)$/;

export function isDistinct(name: string): boolean {
  return DISTINCT.test(splitWords(name));
}

/** The value with another one where names lead. */
export function replaceIn(value: unknown, names: string, replacement: unknown): unknown {
  if (names === '') return replacement;
  const [first = '', ...others] = names.split('.');
  const outer = isObject(value) ? value : {};
  return { ...outer, [first]: replaceIn(outer[first], others.join('.'), replacement) };
}
