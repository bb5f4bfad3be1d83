/**
 * Characters that a reader does not see, but that change a terminal, an XML parser or the direction of a line: control
 * characters except tab and line feed, direction marks, lone surrogates, noncharacters.
 */
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Bidi_Control}\u2028\u2029]/gu;

/** Makes every character of a server's text visible: the escape character becomes `\u001b`. */
export function makeVisible(text: string): string {
  return text.replace(UNSEEN, unseen => `\\u${(unseen.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** The same beside a margin: further lines are marked, so that a server's text cannot look like a part of the report. */
export function makeVisibleBeside(margin: number, text: string): string {
  return makeVisible(text).replaceAll('\n', `\n${' '.repeat(margin)}| `);
}
