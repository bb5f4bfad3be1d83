/** What stands in the place of a secret. */
export const REDACTED = '[redacted]';

/** Names with one of these anywhere are those of secrets: `passwordConfirm`, `old_passwd`. */
const ANYWHERE = /passw(?:d|ord)/i;

/** The ends of names of secrets, as in `X-Auth-Token`, `clientsecret`, `Set-Cookie`. No other English word ends so. */
const AT_END =
  /(?:token|authorization|cookie|secrets?|passphrase|credentials?|signature|jwt|pwd|(?:api|access|private|secret)keys?|sessionid|(?:otp|pass)code|secret(?:answer|value)|password)$/;

/** What is a secret as a word of its own at the end of a name only: a `pin`, but no `spin`. */
const LAST_WORDS = new Set(['session', 'sig', 'otp', 'pin', 'pass']);

/** `apiKey2` is `api`, `Key`, `2`. */
const WORDS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;

/** Whether a header, a parameter or a JSON key has this name because its value is to be kept secret. */
export function isSecretName(name: string): boolean {
  if (ANYWHERE.test(name)) return true;
  const words = name.slice(-MAX_LENGTH).match(WORDS) ?? [];
  const last = words.at(-1)?.toLowerCase();
  return last !== undefined && (LAST_WORDS.has(last) || AT_END.test(words.join('').toLowerCase()));
}

/** How many characters from the end of a name are looked at. */
const MAX_LENGTH = 100;

/** Whether a parameter of a URL carries a secret: there `code` is what a log-in elsewhere has issued. */
export function isSecretParameter(name: string): boolean {
  return name === 'code' || isSecretName(name);
}

/** Part of every name of a secret: a quick look at a text before its names are read. */
export const PART_OF_SECRET_NAME =
  'passw|token|authorization|cookie|secret|session|sig|jwt|otp|pin|pwd|pass|credential|key';
