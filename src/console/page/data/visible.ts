/** Characters that cannot be seen, or that change the direction of what follows, except for tabs and line breaks. */
const HIDDEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text with its hidden characters written as escapes, so that no text looks like another. */
export function visible(text: string): string {
  return text.replace(HIDDEN, sign => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}
