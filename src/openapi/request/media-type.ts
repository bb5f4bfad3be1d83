import { parse } from 'content-type';
import type { Content } from '../operation.js';

/** `type` and `subtype` may be `*`. Names are in lower case. */
export type MediaType = { type: string; subtype: string; parameters: Readonly<Record<string, string>> };

const NAME = /^([!#$%&'*+.^_`|~\w-]+)\/([!#$%&'*+.^_`|~\w-]+)$/;

/** Parses a media type with its parameters; undefined for other text. */
export function parseMediaType(text: string): MediaType | undefined {
  const { type: name, parameters } = parse(text);
  return splitName(name, parameters);
}

function splitName(name: string, parameters: Readonly<Record<string, string>>): MediaType | undefined {
  const [, type, subtype] = NAME.exec(name) ?? [];
  return type === undefined || subtype === undefined ? undefined : { type, subtype, parameters };
}

/** Whether bodies of a media type are JSON: `application/json`, `application/problem+json; charset=utf-8`. */
export function isJson(mediaType: string): boolean {
  return /^[^;]*[/+]json\s*(?:;|$)/i.test(mediaType);
}

/** Whether a media type is JSON, or may be: `application/json`, `application/hal+json`, and ranges. */
export function mayBeJson(type: string): boolean {
  return /\bjson\b/.test(type) || type === '*/*' || type === 'application/*';
}

export function isText(mediaType: string): boolean {
  return parseMediaType(mediaType)?.type === 'text';
}

/**
 * The content that describes a request body. A header that names the very type of a content is preferred to a range, and
 * then the content whose parameters are in the header. Without a header: JSON if one content is, or the only content.
 */
export function findContent(contents: readonly Content[], header: string | undefined): Content | undefined {
  if (header === undefined || header.trim() === '') {
    const json = contents.filter(({ mediaType }) => isJson(mediaType));
    return json.length === 1 ? json[0] : contents.length === 1 ? contents[0] : undefined;
  }
  const sent = parseMediaType(header);
  return sent && findBest(contents, described => rankContent(sent, described));
}

/**
 * Chooses the content of a response by the header `Accept`: the one with the highest quality, and of equal ones the first.
 * Undefined if the client accepts none (406). Parts of the header that are malformed do not count.
 */
export function chooseContent(contents: readonly Content[], accept: string | undefined): Content | undefined {
  if (accept === undefined || accept === '*/*') return contents[0];
  const ranges = parseAccept(accept);
  if (ranges.length === 0) return contents[0];
  return findBest(contents, described => findQuality(ranges, described) || undefined);
}

/** The content with the highest rank; of equal ones the first. Undefined ranks are no candidates. */
function findBest(
  contents: readonly Content[],
  rank: (described: MediaType) => number | undefined,
): Content | undefined {
  let best: { content: Content; rank: number } | undefined;
  for (const content of contents) {
    const described = parseMediaType(content.mediaType);
    const found = described && rank(described);
    if (found !== undefined && (!best || found > best.rank)) best = { content, rank: found };
  }
  return best?.content;
}

/** How well a content describes what was sent; undefined if it does not. */
function rankContent(sent: MediaType, described: MediaType): number | undefined {
  if (!covers(described, sent)) return undefined;
  const names = Object.keys(described.parameters).filter(isTelling);
  const same = names.filter(name => sent.parameters[name] === described.parameters[name]);
  const other = names.filter(name => name in sent.parameters && !same.includes(name));
  if (other.length > 0) return undefined;
  return precision(described) * 100 + same.length * 2 - names.length;
}

type AcceptedRange = MediaType & { quality: number };

const MAX_RANGES = 100;

function parseAccept(accept: string): AcceptedRange[] {
  const ranges: AcceptedRange[] = [];
  for (let start = 0; start < accept.length && ranges.length < MAX_RANGES; ) {
    const { type, parameters, index } = parse(accept, { comma: true, start });
    start = index + 1;
    const range = splitName(type, parameters);
    if (range) ranges.push({ ...range, quality: parseQuality(parameters.q) });
  }
  return ranges;
}

function parseQuality(text: string | undefined): number {
  return text !== undefined && /^(?:0(?:\.\d*)?|1(?:\.0*)?)$/.test(text) ? Number(text) : 1;
}

/** The quality of the most precise range that a content is in; 0 if there is none. */
function findQuality(ranges: readonly AcceptedRange[], described: MediaType): number {
  let best = { precision: -1, quality: 0 };
  for (const range of ranges) {
    if (!covers(range, described) && !covers(described, range)) continue;
    const names = Object.keys(range.parameters).filter(name => name !== 'q' && isTelling(name));
    if (names.some(name => range.parameters[name] !== described.parameters[name])) continue;
    const found = precision(range) * 100 + names.length;
    if (found > best.precision) best = { precision: found, quality: range.quality };
  }
  return best.quality;
}

function covers(range: MediaType, inner: MediaType): boolean {
  return (
    (range.type === '*' || range.type === inner.type) &&
    (range.subtype === '*' ||
      range.subtype === inner.subtype ||
      // such as application/*+json
      (range.subtype.startsWith('*+') && inner.subtype.endsWith(range.subtype.slice(1))))
  );
}

function precision({ type, subtype }: MediaType): number {
  return type === '*' ? 0 : subtype === '*' ? 1 : subtype.startsWith('*+') ? 2 : 3;
}

/** All text is read in its charset, and a boundary belongs to one message. */
function isTelling(parameter: string): boolean {
  return parameter !== 'charset' && parameter !== 'boundary';
}
