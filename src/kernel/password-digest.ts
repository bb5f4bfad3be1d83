import { hash } from 'node:crypto';

const PREFIX = '$2b$12$';
const SALT_LENGTH = 22;

/**
 * A salted SHA-256 digest of a password, rendered in bcrypt's form: `$2b$12$`, 22 characters of salt, 31 of digest.
 * It only looks like bcrypt: it is fast and therefore weak, which is why no real password belongs in a mock.
 * The salt depends on seed and id alone, so that the same seed gives the same text.
 */
export function digestPassword(password: string, { seed, id }: { seed: number; id: number | string }): string {
  const salt = bcryptBase64(sha256(`${seed}:${id}`), 16);
  return PREFIX + salt + digestWithSalt(password, salt);
}

/** Whether the digest, made by `digestPassword`, is that of the password. */
export function isPasswordOf(digest: string, password: string): boolean {
  const salt = digest.slice(PREFIX.length, PREFIX.length + SALT_LENGTH);
  return digest === PREFIX + salt + digestWithSalt(password, salt);
}

function digestWithSalt(password: string, salt: string): string {
  return bcryptBase64(sha256(salt + password), 23);
}

function sha256(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BCRYPT_ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BCRYPT_CODES = new Map([...ALPHABET].map((letter, at) => [letter.charCodeAt(0), BCRYPT_ALPHABET.charCodeAt(at)]));

/** The first `length` bytes in bcrypt's base 64, which is the usual one with another alphabet and no padding. */
function bcryptBase64(bytes: Buffer, length: number): string {
  const text = Buffer.from(bytes.toString('base64url', 0, length), 'latin1');
  for (const [at, code] of text.entries()) text[at] = BCRYPT_CODES.get(code) ?? code;
  return text.toString('latin1');
}
