import { isObject } from '../../../kernel/index.js';
import type { ParameterStyle } from '../../operation.js';

type Writing = { name: string; style: ParameterStyle; explode: boolean };
type Encode = (text: string) => string;

/** A value as text. Inside of text, lists and objects are JSON. */
export function writeScalar(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** Encodes text for a URL. */
export function encodeText(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** Writes the text of a path parameter or a header. */
export function writeStyledText(value: unknown, { name, style, explode }: Writing, encode: Encode): string {
  const parts = writeParts(value, explode, encode);
  if (style === 'label') return `.${parts.join(explode ? '.' : ',')}`;
  if (style !== 'matrix') return parts.join(encodeDelimiter(style, encode));
  if (explode && isObject(value)) return parts.map(part => `;${part}`).join('');
  if (explode && Array.isArray(value)) return parts.map(part => `;${name}=${part}`).join('');
  return `;${name}=${parts.join(',')}`;
}

/** A name and a value of a query, of cookies or of a form, both encoded. */
export type WrittenPair = readonly [name: string, text: string];

/** Writes the pairs of a parameter of a query, of cookies or of a form. An empty list and an empty object have none. */
export function writePairs(value: unknown, { name, style, explode }: Writing, encode: Encode): WrittenPair[] {
  if (style === 'deepObject') return writeBrackets(value, name, encode);
  const entries = Array.isArray(value) ? value.map(item => [name, item] as const) : entriesOf(value);
  if (!entries) return [[encode(name), encode(writeScalar(value))]];
  if (entries.length === 0) return [];
  if (!explode) {
    return [[encode(name), writeParts(value, false, encode).join(encodeDelimiter(style, encode))]];
  }
  return entries.flatMap(([name, item]) => {
    const items = Array.isArray(item) && !Array.isArray(value) ? item : [item];
    return items.map((each): WrittenPair => [encode(name), encode(writeScalar(each))]);
  });
}

/** `name[a][0]=1` */
function writeBrackets(value: unknown, name: string, encode: Encode): WrittenPair[] {
  const entries = Array.isArray(value) ? value.map((item, at) => [String(at), item] as const) : entriesOf(value);
  if (!entries) return [[encode(name), encode(writeScalar(value))]];
  return entries.flatMap(([step, inner]) => writeBrackets(inner, `${name}[${step}]`, encode));
}

const DELIMITERS: Partial<Record<ParameterStyle, string>> = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
};

/** A comma divides as it is; an encoded one belongs to an item. */
function encodeDelimiter(style: ParameterStyle, encode: Encode): string {
  const delimiter = DELIMITERS[style];
  return delimiter === undefined ? ',' : encode(delimiter);
}

/** The texts between the delimiters. */
function writeParts(value: unknown, explode: boolean, encode: Encode): string[] {
  const write = (inner: unknown) => encode(writeScalar(inner));
  if (Array.isArray(value)) return value.map(write);
  const entries = entriesOf(value);
  if (!entries) return [write(value)];
  if (explode) return entries.map(([name, inner]) => `${encode(name)}=${write(inner)}`);
  return entries.flatMap(([name, inner]) => [encode(name), write(inner)]);
}

/** The members that have a value; undefined if the value is no object. */
function entriesOf(value: unknown): (readonly [string, unknown])[] | undefined {
  return isObject(value) ? Object.entries(value).filter(([, inner]) => inner !== undefined) : undefined;
}
