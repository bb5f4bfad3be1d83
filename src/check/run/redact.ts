import type { Tokens } from '../model/suite.js';
import { createWrongToken, WRONG_TOKEN_KINDS } from '../model/wrong-tokens.js';

/** Shorter secrets are not removed: they could be part of any other text. */
const MIN_SECRET_LENGTH = 6;

/** The most characters that are searched for secrets: far more than a report shows, so that no secret is cut in two and missed. */
const MAX_SEARCHED_LENGTH = 20_000;

/** The most characters of a text in a report. */
const MAX_TEXT_LENGTH = 300;

/**
 * Returns a function that makes a text safe to show: short, without the secrets of the run, and without passwords, except
 * those that the run itself makes up.
 */
export function createRedactor(tokens: Tokens, secrets: readonly string[]): (text: string) => string {
  // the wrong tokens that a run sends show nearly all of the right one
  const wrong = (token: string) => WRONG_TOKEN_KINDS.map(kind => createWrongToken(kind, token, '').value);
  const { schemes = {}, ...others } = tokens;
  const own = [...Object.values(others), ...Object.values(schemes)];
  const hidden = [...own.flatMap(token => [token, ...wrong(token)]), ...secrets]
    .filter(secret => secret.length >= MIN_SECRET_LENGTH)
    .sort((left, right) => right.length - left.length);
  return text => {
    const redacted = hidden
      .reduce((left, secret) => left.replaceAll(secret, '[token]'), text.slice(0, MAX_SEARCHED_LENGTH))
      .replace(/\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}/g, '[password]')
      .replace(/("passw(?:or)?d"\s*:\s*)(?!null|"throw-away)(?:"(?:[^"\\]|\\.)*"?|[^\s",}\]]+)/g, '$1"[password]"');
    return redacted.length > MAX_TEXT_LENGTH ? `${redacted.slice(0, MAX_TEXT_LENGTH)}…` : redacted;
  };
}
