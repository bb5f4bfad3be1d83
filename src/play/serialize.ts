import { isObject } from '../kernel/index.js';
import { type Content, mayBeJson } from '../openapi/index.js';
import { writeXml } from './write-xml.js';

/** Writes a value as a body of a content, in UTF-8. Text is written as it is. */
export function serialize(value: unknown, content: Pick<Content, 'mediaType' | 'schema'>): Buffer {
  return Buffer.from(format(value, content));
}

function format(value: unknown, { mediaType, schema }: Pick<Content, 'mediaType' | 'schema'>): string {
  if (value === undefined) return '';
  const [type = ''] = mediaType.split(';').map(part => part.trim());
  if (mayBeJson(type)) return JSON.stringify(value);
  if (isXml(type) && !isXmlText(value)) return writeXml(value, schema);
  if (typeof value === 'string') return value;
  if (type === 'application/x-www-form-urlencoded' && isObject(value)) {
    return new URLSearchParams(
      Object.entries(value).map(([name, member]): [string, string] => [name, textOf(member)]),
    ).toString();
  }
  return textOf(value);
}

export function isXml(mediaType: string): boolean {
  return /^[^;]*[/+]xml *(;|$)/.test(mediaType);
}

/** Whether a value is XML already: most examples of XML are. */
export function isXmlText(value: unknown): value is string {
  return typeof value === 'string' && value.trimStart().startsWith('<');
}

/** A media type in a range: a range cannot be sent. */
export function concreteType(mediaType: string): string {
  if (!mediaType.includes('*')) return mediaType;
  const [range = '', ...parameters] = mediaType.split(';');
  if (!range.includes('*')) return mediaType;
  const [type = '', subtype = ''] = range.trim().split('/');
  const usual = subtype === '*' ? (USUAL[type] ?? 'plain') : subtype.replace('*', 'x');
  return [`${type === '*' ? 'application' : type}/${usual}`, ...parameters].join(';');
}

/** What is sent where a description allows all media types of a type. */
const USUAL: Readonly<Record<string, string>> = {
  '*': 'json',
  application: 'json',
  image: 'png',
  audio: 'mpeg',
  video: 'mp4',
  multipart: 'mixed',
};

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
