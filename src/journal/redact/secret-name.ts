/** Replaces a secret. */
export const REDACTED = '[redacted]';

/** A name that contains one of these is the name of a secret: `passwordConfirm`, `old_passwd`. */
const ANYWHERE = /passw(?:d|ord)/i;

/** The ends of names of secrets, as in `X-Auth-Token`, `clientsecret`, `Set-Cookie`. No other English word ends like this. */
const AT_END =
  /(?:token|authorization|cookie|secrets?|passphrase|credentials?|signature|jwt|pwd|(?:api|access|private|secret)keys?|sessionid|(?:otp|pass)code|secret(?:answer|value)|password)$/;

/** Words that mean a secret only as the last word of a name: `pin`, but not `spin`. */
const LAST_WORDS = new Set(['session', 'sig', 'otp', 'pin', 'pass']);

/** `apiKey2` is `api`, `Key`, `2`. */
const WORDS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;

/** Whether a header, a parameter or a JSON key with this name has a secret value. */
export function isSecretName(name: string): boolean {
  if (ANYWHERE.test(name)) return true;
  const words = name.slice(-MAX_LENGTH).match(WORDS) ?? [];
  const last = words.at(-1)?.toLowerCase();
  return last !== undefined && (LAST_WORDS.has(last) || AT_END.test(words.join('').toLowerCase()));
}

/** How many characters at the end of a name are compared. */
const MAX_LENGTH = 100;

/** Whether a URL parameter with this name has a secret value: there, `code` comes from a log-in on another server. */
export function isSecretParameter(name: string): boolean {
  return name === 'code' || isSecretName(name);
}

/** Every name of a secret contains one of these: a quick test of a text before its names are read. */
export const PART_OF_SECRET_NAME =
  'passw|token|authorization|cookie|secret|session|sig|jwt|otp|pin|pwd|pass|credential|key';
