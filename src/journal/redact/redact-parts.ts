import { isSecretName, REDACTED } from './secret-name.js';

/**
 * Redacts a multipart form: the parts whose names are those of secrets wholly, the others with `redact`. Returns undefined
 * for any other text.
 */
export function redactMultipart(text: string, redact: (text: string) => string): string | undefined {
  const [, boundary] = DELIMITER.exec(text) ?? [];
  if (boundary === undefined) return undefined;
  const [preamble = '', ...parts] = text.split(`--${boundary}`);
  return [redact(preamble), ...parts.map(part => redactPart(part, redact))].join(`--${boundary}`);
}

/** A line that begins a part; a header of the part follows. */
const DELIMITER = /^--(\S(?:[^\r\n]{0,68}\S)?)[^\S\r\n]*\r?\n(?=content-)/im;

function redactPart(part: string, redact: (text: string) => string): string {
  const end = END_OF_HEADERS.exec(part);
  if (!end) return part;
  const start = end.index + end[0].length;
  const headers = part.slice(0, start);
  const [, quoted, bare] = NAME.exec(headers) ?? [];
  const [ending = ''] = /\r?\n$/.exec(part) ?? [];
  const value = part.slice(start, Math.max(start, part.length - ending.length));
  const isSecret = value !== '' && isSecretName(quoted ?? bare ?? '');
  return headers + (isSecret ? REDACTED : redact(value)) + ending;
}

const END_OF_HEADERS = /\r?\n\r?\n/;
const NAME = /;\s*name=(?:"([^"\r\n]*)"|([^;\s]+))/i;

/** Redacts the content of XML elements whose names are those of secrets. */
export function redactElements(text: string): string {
  let redacted = '';
  let from = 0;
  OPENING_TAG.lastIndex = 0;
  for (let tag = OPENING_TAG.exec(text); tag; tag = OPENING_TAG.exec(text)) {
    const [whole, name = ''] = tag;
    const start = tag.index + whole.length;
    if (whole.endsWith('/>') || !isSecretName(name)) continue;
    const closing = text.indexOf(`</${name}`, start);
    const end = closing < 0 ? text.length : closing;
    redacted += text.slice(from, start) + (end > start ? REDACTED : '');
    from = end;
    OPENING_TAG.lastIndex = end;
  }
  return redacted + text.slice(from);
}

/** `redactLooseText` handles attributes, like anything else with a name and `=`. */
const OPENING_TAG = /<([A-Za-z_][\w.:-]*)(?:\s[^<>]*)?>/g;
