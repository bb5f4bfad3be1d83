import { createHash } from 'node:crypto';

const ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PREFIX = '$2b$12$';
const SALT_LENGTH = 22;

/**
 * A salted SHA-256 digest of a password, rendered in bcrypt's form: `$2b$12$`, 22 characters of salt, 31 of digest.
 * It only looks like bcrypt: it is fast and therefore weak, which is why no real password belongs in a mock.
 * The salt depends on seed and id alone, so that the same seed gives the same text.
 */
export function digestPassword(password: string, { seed, id }: { seed: number; id: number | string }): string {
  const salt = bcryptBase64(sha256(`${seed}:${id}`).subarray(0, 16));
  return PREFIX + salt + digestWithSalt(password, salt);
}

/** Whether the digest, made by `digestPassword`, is that of the password. */
export function isPasswordOf(digest: string, password: string): boolean {
  const salt = digest.slice(PREFIX.length, PREFIX.length + SALT_LENGTH);
  return digest === PREFIX + salt + digestWithSalt(password, salt);
}

function digestWithSalt(password: string, salt: string): string {
  return bcryptBase64(sha256(salt + password).subarray(0, 23));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** bcrypt's base 64: its own alphabet, no padding. */
function bcryptBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const group = (first << 16) | (second << 8) | third;
    const length = Math.min(3, bytes.length - at) + 1;
    for (let sextet = 0; sextet < length; sextet++) text += ALPHABET[(group >> (18 - 6 * sextet)) & 63];
  }
  return text;
}
