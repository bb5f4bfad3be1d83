import { isSecretName, isSecretParameter, REDACTED } from './secret-name.js';

/**
 * Redacts text of no known form: broken or cut JSON, header lines, URLs. It replaces what follows the name of a secret;
 * if the end of the secret is not clear, it replaces the rest of the text.
 */
export function redactLooseText(text: string): string {
  const letters = decodeLetters(text);
  const plain = redactElements(letters.replace(CREDENTIALS, `//${REDACTED}@`));
  let redacted = '';
  let from = 0;
  NAME_BEFORE_VALUE.lastIndex = 0;
  for (let found = NAME_BEFORE_VALUE.exec(plain); found; found = NAME_BEFORE_VALUE.exec(plain)) {
    if (!isSecretAt(found, plain)) continue;
    const start = found.index + found[0].length;
    const end = findValueEnd(plain, { start, bare: found[0].trimEnd().endsWith('=') ? BARE_IN_FORM : BARE });
    redacted += plain.slice(from, start) + (end > start ? REDACTED : '');
    from = end;
    NAME_BEFORE_VALUE.lastIndex = end;
  }
  redacted += plain.slice(from);
  // text without secrets stays unchanged
  return redacted === letters ? text : redacted;
}

/** Decodes letters and brackets from `\u0070` or `%70`, so that every name is found. */
function decodeLetters(text: string): string {
  return text.replace(HIDDEN_LETTER, (hidden, json?: string, percent?: string) => {
    const letter = String.fromCharCode(Number.parseInt(json ?? percent ?? '', 16));
    return /[\w[\]-]/.test(letter) ? letter : hidden;
  });
}

const HIDDEN_LETTER = /\\u00([2-7][0-9a-f])|%([2-7][0-9a-f])/gi;

/** User name and password before a host. */
const CREDENTIALS = /\/\/[^/?#@\s"']*@/g;

/** A name, the quotes or brackets that close it (perhaps escaped), and the sign before its value. */
const NAME_BEFORE_VALUE = /(?<![\w.-])([\w.-]+)(?:[\]["'\\\s]|(?<=\[)\d+)*[:=]\s*/gi;

function isSecretAt({ index, 1: name = '' }: RegExpExecArray, text: string): boolean {
  return /[?&]/.test(text[index - 1] ?? '') ? isSecretParameter(name) : isSecretName(name);
}

/** The index where a value ends; its start if there is nothing to hide. */
function findValueEnd(text: string, { start, bare }: { start: number; bare: RegExp }): number {
  const [quote] = matchAt(OPENING_QUOTE, text, start) ?? [];
  if (quote) return findQuotedEnd(text, { start, quote });
  if (matchAt(PLAIN, text, start)) return start;
  if (matchAt(OPENING_BRACKET, text, start)) return text.length;
  return start + (matchAt(bare, text, start)?.[0].length ?? 0);
}

/** A quote ends the value if it has no more escapes than the opening one and a fitting character follows. */
function findQuotedEnd(text: string, { start, quote }: { start: number; quote: string }): number {
  QUOTES.lastIndex = start + quote.length;
  for (let found = QUOTES.exec(text); found; found = QUOTES.exec(text)) {
    const [closing] = found;
    if (closing.at(-1) !== quote.at(-1) || closing.length > quote.length) continue;
    const end = found.index + closing.length;
    if (!matchAt(AFTER_QUOTED, text, end)) break;
    return found.index === start + quote.length ? start : end;
  }
  return text.length;
}

const OPENING_QUOTE = /\\*["']/y;
const QUOTES = /\\*["']/g;
const AFTER_QUOTED = /\s*(?:$|,\s*(?:$|[\\"'\]}])|[\]})&;\\"'])|[^\S\r\n]*[\r\n]/y;
/** Values that are not secret. */
const PLAIN = /(?:null|true|false)\s*(?:$|[,}\]&\r\n])/y;
const OPENING_BRACKET = /[{[]/y;
const BARE = /[^\r\n]*/y;
const BARE_IN_FORM = /[^&\r\n]*/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Redacts the content of XML elements whose names are those of secrets. */
function redactElements(text: string): string {
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

/** Attributes are redacted like other names before `=`. */
const OPENING_TAG = /<([A-Za-z_][\w.:-]*)(?:\s[^<>]*)?>/g;
