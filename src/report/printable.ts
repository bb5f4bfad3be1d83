/**
 * Characters that a reader does not see and a terminal, an XML parser or the direction of a line obeys: controls but
 * for tab and line feed, marks of direction, lone surrogates, noncharacters.
 */
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Bidi_Control}\u2028\u2029]/gu;

/** A server's text with everything in it made visible: the escape character as `\u001b`. */
export function makeVisible(text: string): string {
  return text.replace(UNSEEN, unseen => `\\u${(unseen.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** The same beside a margin: every further line is marked, lest a server's text pass for a part of the report. */
export function makeVisibleBeside(margin: number, text: string): string {
  return makeVisible(text).replaceAll('\n', `\n${' '.repeat(margin)}| `);
}
