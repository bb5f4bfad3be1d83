import { createHash } from 'node:crypto';
import { generateValue, splitWords, VALUES_TIME } from '../../../fake/index.js';
import { isObject } from '../../../kernel/index.js';
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
import { effectOf, type JudgedApi } from '../judged-api.js';
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
  const made = [
    { name: 'made', value: make(false, 1) },
    { name: 'least', value: make(true, 1) },
    { name: 'made otherwise', value: make(false, 2) },
  ];
  return [...named, ...made]
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

/** A text as long as those that a run makes up. */
const SAMPLE = 'us00000000-00000000-0001';

/** Replaces the texts by which people know a record, and the keys of other records. */
function mark(value: unknown, { schema, operation, api }: MarkContext): Pick<BodyTemplate, 'value' | 'sample'> {
  const rule = api.ruleOf(operation);
  const names = rule?.request ?? '';
  const record = followNames(value, names);
  if (!isObject(record) || effectOf(operation, api) === 'reads' || rule?.collection === undefined)
    return { value, sample: value };
  const { references = {}, unique: distinct = [], key } = api.collections.get(rule.collection) ?? {};
  const own = rule.collection;
  const replacements = new Map<string, { placeholder: unknown; sample: unknown }>();
  const fits = (name: string, other: unknown) =>
    schema.validate(replaceIn(value, names, without({ ...record, [name]: other }))).length === 0;
  for (const [name, member] of Object.entries(record)) {
    const other = references[name];
    if (name === (rule.key?.in === 'body' ? rule.key.name : undefined)) {
      const placeholder = fromTarget<Knowledge>(
        `own ${own}`,
        ({ known }) => findRecord(known, own, { own: true })?.key,
      );
      replacements.set(name, { placeholder, sample: member });
    } else if (rule.does === 'create' && name === key) {
      const chosen = chooseKey(member, text => fits(name, text));
      if (chosen) replacements.set(name, chosen);
    } else if (other !== undefined && (typeof member === 'string' || typeof member === 'number')) {
      const placeholder = fromTarget<Knowledge>(
        `key of ${other}`,
        ({ known }) => findRecord(known, other)?.key ?? member,
      );
      replacements.set(name, { placeholder, sample: member });
    } else if (typeof member === 'string' && (isName(name) || distinct.includes(name))) {
      const complete = [(text: string) => text, (text: string) => `${text}@example.com`].find(one =>
        fits(name, one(SAMPLE)),
      );
      if (complete && isFree(schema, names, name)) {
        replacements.set(name, { placeholder: unique<Knowledge>(complete), sample: complete(SAMPLE) });
      }
    }
  }
  const replaced = (of: 'placeholder' | 'sample') => {
    const changed = [...replacements].map(([name, replacement]) => [name, replacement[of]] as const);
    return replaceIn(value, names, without({ ...record, ...Object.fromEntries(changed) }));
  };
  return { value: replaced('placeholder'), sample: replaced('sample') };
}

/** A key that a client chooses: where it need not, it is left out, else it is new. */
function chooseKey(
  member: unknown,
  fits: (value: unknown) => boolean,
): { placeholder: unknown; sample: unknown } | undefined {
  if (fits(undefined)) return { placeholder: undefined, sample: undefined };
  if (typeof member === 'number') {
    const toNumber = (text: string) => 100_000 + (createHash('sha256').update(text).digest().readUInt32LE() % 900_000);
    const placeholder = new Placeholder<Knowledge>('<unique>', 'unique number', ({ unique }) => toNumber(unique()));
    return fits(toNumber(SAMPLE)) ? { placeholder, sample: toNumber(SAMPLE) } : undefined;
  }
  return fits(SAMPLE) ? { placeholder: unique<Knowledge>(), sample: SAMPLE } : undefined;
}

/** Whether a schema leaves the text of a member to the client. */
function isFree(schema: DescribedSchema, names: string, name: string): boolean {
  let view: SchemaView | undefined = new SchemaView(schema);
  for (const step of names === '' ? [] : names.split('.')) view = view?.members.get(step)?.value;
  const member = view?.members.get(name)?.value;
  return (
    member !== undefined && member.enum === undefined && (member.format === undefined || member.format === 'email')
  );
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

/** The value with another one where names lead. */
export function replaceIn(value: unknown, names: string, replacement: unknown): unknown {
  if (names === '') return replacement;
  const [first = '', ...others] = names.split('.');
  const outer = isObject(value) ? value : {};
  return { ...outer, [first]: replaceIn(outer[first], others.join('.'), replacement) };
}
