import type { JsonReader } from '../kernel/index.js';
import type { Matcher } from './matcher.js';
import { SentText } from './sent-text.js';

/** Reads the name and the password that a request has to bring as HTTP's Basic authentication. */
export function basicMatcher(reader: JsonReader): Matcher | undefined {
  if (reader.isAbsent) return undefined;
  const words = reader.object(['username', 'password']);
  const [name, password] = [words.username.required().text(), words.password.required().text()];
  const expected = Buffer.from(`${name}:${password}`).toString('base64');
  return sent => sent.some(({ text }) => /^basic /i.test(text) && text.slice('basic '.length).trim() === expected);
}

/** The values that a request sends for a cookie, from its header `Cookie`. */
export function cookiesOf(headers: readonly SentText[], name: string): SentText[] {
  return headers
    .flatMap(({ text }) => text.split(';'))
    .flatMap(pair => {
      const at = pair.indexOf('=');
      return at >= 0 && pair.slice(0, at).trim() === name ? [new SentText(pair.slice(at + 1).trim())] : [];
    });
}
