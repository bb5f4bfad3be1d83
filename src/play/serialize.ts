import { isObject } from '../kernel/index.js';

/** Writes a value as a body of a media type, in UTF-8. Text is written as it is. */
export function serialize(value: unknown, mediaType: string): Buffer {
  return Buffer.from(format(value, mediaType));
}

function format(value: unknown, mediaType: string): string {
  if (value === undefined) return '';
  const [type = ''] = mediaType.split(';').map(part => part.trim());
  if (mayBeJson(type)) return JSON.stringify(value);
  if (typeof value === 'string') return value;
  if (/[/+]xml$/.test(type)) {
    // a document has one root
    const root = xmlElement('root', Array.isArray(value) ? { item: value } : value);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
  }
  if (type === 'application/x-www-form-urlencoded' && isObject(value)) {
    return new URLSearchParams(
      Object.entries(value).map(([name, member]): [string, string] => [name, textOf(member)]),
    ).toString();
  }
  return textOf(value);
}

/** Whether a media type is JSON, or may be: `application/json`, `application/hal+json`, and ranges. */
export function mayBeJson(type: string): boolean {
  return /[/+]json$/.test(type) || /\bjson\b/.test(type) || type === '*/*' || type === 'application/*';
}

/** A media type in a range: a range cannot be sent. */
export function concreteType(mediaType: string): string {
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

/** A value as XML without attributes: a member is an element, and a list repeats the element. */
function xmlElement(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map(item => xmlElement(name, item)).join('');
  const tag = /^[A-Za-z_][\w.-]*$/.test(name) ? name : 'item';
  if (value === null || value === undefined) return `<${tag}/>`;
  const inner = isObject(value)
    ? Object.entries(value)
        .map(([member, inside]) => xmlElement(member, inside))
        .join('')
    : escapeXml(String(value));
  return `<${tag}>${inner}</${tag}>`;
}

function escapeXml(text: string): string {
  // XML has no place for control characters
  const allowed = text.toWellFormed().replace(/[^\t\n\r\x20-\ufffd]/g, '\ufffd');
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
