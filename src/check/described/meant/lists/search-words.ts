import { splitWords } from '../../../../fake/index.js';
import { isObject } from '../../../../kernel/index.js';
import { type DescribedOperation, type Parameter, SchemaView } from '../../../../openapi/index.js';
import type { JudgedApi } from '../../judged-api.js';
import { followNames } from '../../known/read-records.js';
import type { Walk } from '../../known/walk.js';
import { viewOfRecord } from '../../walk/record-view.js';

/** How the wanted text stands in a member. */
export type Way = 'first' | 'later' | 'part' | 'other case' | 'beyond ASCII';

/** The parameters that search, where they are any text. */
export function searchParameters(operation: DescribedOperation, api: JudgedApi): Parameter[] {
  const { does, search = [] } = api.ruleOf(operation) ?? {};
  if (does !== 'list' || operation.method !== 'GET') return [];
  return operation.parameters.filter(
    ({ in: place, name, style, mediaType, schema }) =>
      place === 'query' &&
      search.includes(name) &&
      style === 'form' &&
      mediaType === undefined &&
      new SchemaView(schema).types.has('string'),
  );
}

/** The members of records that are any text. */
export function textMembers(operation: DescribedOperation, api: JudgedApi): string[] {
  return [...(viewOfRecord(operation, api)?.members.values() ?? [])]
    .filter(
      ({ value: { types, enum: values, format } }) =>
        types.has('string') && values === undefined && format === undefined,
    )
    .map(({ name }) => name);
}

/** What the description says of a search: the members that it names, whether any part of a text is found, and in any letters. */
export function promisesOf(
  { description = '' }: Parameter,
  member: string,
): Record<'member' | 'part' | 'anyCase', boolean> {
  const said = ` ${splitWords(description)} `;
  const forms = [splitWords(member), `${splitWords(member)}s`];
  return {
    member: forms.some(form => said.includes(` ${form} `)),
    part: /\b(?:anywhere|appears?|contain\w*|ha(?:s|ve|ving)|includ\w*|occurs?|part of|substrings?)\b/i.test(
      description,
    ),
    anyCase: /\b(?:capital|case[- ]?insensitive\w*|ignor\w+ case|lower[- ]?case|regardless of case|small or)\b/i.test(
      description,
    ),
  };
}

/** A text of a member that no other text of any record has, in the way that is wanted; undefined where there is none. */
export function findText(
  way: Way,
  { member, walk, parameter }: { member: string; walk: Walk; parameter: Parameter },
): string | undefined {
  const texts = walk.records.flatMap(({ value }) => textOf(value, member) ?? []);
  const others = walk.records.flatMap(({ value }) =>
    isObject(value) ? JSON.stringify({ ...value, [member]: null }).toLowerCase() : [],
  );
  const candidates = texts.flatMap(text => wordsIn(text).flatMap(word => writeWay(way, word, text) ?? []));
  return [...new Set(candidates)].find(
    one =>
      parameter.schema.validate(one).length === 0 &&
      others.every(other => !other.includes(one.toLowerCase())) &&
      // a text in other letters must not stand anywhere as it is written
      (way !== 'other case' || texts.every(text => !text.includes(one))),
  );
}

/** Whether a member has a text: as a word or as any part, and in the same letters or in any. */
export function hasText(value: unknown, text: string, { member, way }: { member: string; way: Way }): boolean {
  const held = textOf(value, member);
  if (held === undefined) return false;
  if (way === 'other case') return wordsIn(held.toLowerCase()).includes(text.toLowerCase());
  if (way === 'part') return held.includes(text);
  return way === 'first' ? wordsIn(held)[0] === text : wordsIn(held).includes(text);
}

function textOf(value: unknown, member: string): string | undefined {
  const held = followNames(value, member);
  return typeof held === 'string' ? held : undefined;
}

const MIN_WORD = 3;

function wordsIn(text: string): string[] {
  return text.split(/[^\p{L}]+/u).filter(word => word !== '');
}

function writeWay(way: Way, word: string, text: string): string | undefined {
  const isPlain = /^[a-z]+$/i.test(word);
  if (word.length < MIN_WORD || isPlain !== (way !== 'beyond ASCII')) return undefined;
  const isFirst = text.startsWith(word);
  if (way === 'first') return isFirst ? word : undefined;
  if (way === 'later') return isFirst ? undefined : word;
  if (way === 'part') return word.length > MIN_WORD + 1 ? word.slice(1, -1) : undefined;
  return way === 'other case' ? swapCase(word) : word;
}

function swapCase(text: string): string {
  return text.replace(/./gu, letter => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()));
}
