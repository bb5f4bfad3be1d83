/** How deeply objects and lists are nested in JSON text, 0 for none; brackets inside strings do not count. */
export function nestingDepth(text: string): number {
  let depth = 0;
  let max = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === OPEN_OBJECT || code === OPEN_LIST) max = Math.max(max, ++depth);
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth--;
  }
  return max;
}

/** The index of the first object or list in JSON text that is nested deeper than so many levels; -1 if there is none. */
export function indexDeeperThan(text: string, levels: number): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      if (++depth > levels) return at;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth--;
  }
  return -1;
}

/** Replaces each literal `\t`, `\n` or `\r` outside strings with a space: a shell sends them with the printed curls. */
export function replaceEscapedWhitespace(text: string): string {
  let result = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === BACKSLASH && 'tnr'.includes(text.charAt(at + 1) || '-')) {
      result += `${text.slice(from, at)} `;
      from = ++at + 1;
    }
  }
  return result + text.slice(from);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/** The index where the string that starts at `start` ends; the end of the text if it does not end. */
export function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

/** The index of the first character that is not valid JSON, or the length of the text if it is incomplete. */
export function findJsonError(text: string): number {
  const closings: string[] = [];
  let at = 0;
  let expected: 'value' | 'item' | 'name' | 'member' | 'more' = 'value';
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    at += found?.[0].length ?? 0;
    return found !== null;
  };
  for (;;) {
    take(WHITE_SPACE);
    const char = text[at];
    if (expected === 'more' && closings.length === 0) return at;
    if (char === closings.at(-1) && char !== undefined && ['more', 'item', 'member'].includes(expected)) {
      at++;
      closings.pop();
      expected = 'more';
    } else if (expected === 'more') {
      if (char !== ',') return at;
      at++;
      expected = closings.at(-1) === '}' ? 'name' : 'value';
    } else if (expected === 'name' || expected === 'member') {
      if (char !== '"' || !take(STRING)) return at + (STRING_START.exec(text.slice(at))?.[0].length ?? 0);
      take(WHITE_SPACE);
      if (text[at] !== ':') return at;
      at++;
      expected = 'value';
    } else if (char === '{' || char === '[') {
      at++;
      closings.push(char === '{' ? '}' : ']');
      expected = char === '{' ? 'member' : 'item';
    } else {
      if (!take(STRING) && !take(NUMBER) && !take(LITERAL)) {
        return at + (STRING_START.exec(text.slice(at))?.[0].length ?? 0);
      }
      expected = 'more';
    }
  }
}

const WHITE_SPACE = /[ \t\r\n]*/y;
// each character can match in one way only: an expression with two ways would need exponential time
const STRING = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
/** The valid beginning of a string that is not valid. */
const STRING_START = /^"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[ !#-[\]-\uffff]*)*/;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /(?:true|false|null)/y;
