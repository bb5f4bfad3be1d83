/** Where in a text JSON breaks off: the index of the first character that cannot stand there, or the length of the text. */
export function jsonErrorAt(text: string): number {
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
// all but quotes, backslashes and control characters, and escapes between: no text can be read in two ways, which would take for ever
const STRING = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
/** What is right of a string that is not. */
const STRING_START = /^"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[ !#-[\]-\uffff]*)*/;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /(?:true|false|null)/y;
