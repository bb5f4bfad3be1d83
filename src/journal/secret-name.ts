/** What stands in the place of a secret. */
export const REDACTED = '[redacted]';

/** The ends of names of secrets, as in `X-Auth-Token`, `access_token`, `Set-Cookie`. */
export const SECRET_NAMES = 'passwd|password|token|authorization|cookie';

const SECRET = new RegExp(`(?:${SECRET_NAMES})[\\[\\]\\s]*$`, 'i');

/** Whether a header, a parameter or a JSON key has this name because its value is to be kept secret. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}
