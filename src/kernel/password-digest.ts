import { hash } from 'node:crypto';

const PREFIX = '$2b$12$';
const SALT_LENGTH = 22;
const DIGEST_LENGTH = 31;

/**
 * A salted SHA-256 digest of a password, rendered in bcrypt's form: `$2b$12$`, 22 characters of salt, 31 of digest.
 * It only looks like bcrypt: it is fast and therefore weak, which is why no real password belongs in a mock.
 * The salt depends on seed and id alone, so that the same seed gives the same text.
 */
export function digestPassword(password: string, { seed, id }: { seed: number; id: number | string }): string {
  const salt = digest(`${seed}:${id}`, SALT_LENGTH);
  return PREFIX + salt + digest(salt + password, DIGEST_LENGTH);
}

/** Whether a value has the form of a digest, bcrypt's or ours, and is therefore not a password. */
export function isPasswordDigest(value: unknown): boolean {
  return typeof value === 'string' && /^\$2[aby]\$\d{2}\$[./A-Za-z0-9]{53}$/.test(value);
}

/** Whether a digest, made by `digestPassword`, belongs to the password. */
export function verifyPassword(passwordDigest: string, password: string): boolean {
  const salt = passwordDigest.slice(PREFIX.length, PREFIX.length + SALT_LENGTH);
  return passwordDigest === PREFIX + salt + digest(salt + password, DIGEST_LENGTH);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BCRYPT_ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const letters = Buffer.alloc(DIGEST_LENGTH);
const WHOLE = bcryptLetters(0b111111);
const LAST = { [SALT_LENGTH]: bcryptLetters(0b110000), [DIGEST_LENGTH]: bcryptLetters(0b111100) };

/** The first 16 or 23 bytes of a SHA-256 digest in bcrypt's base 64: 22 letters, or 31. */
function digest(text: string, length: typeof SALT_LENGTH | typeof DIGEST_LENGTH): string {
  // as text, because Node takes three times as long to make a Buffer
  const usual = hash('sha256', text, 'base64url');
  const last = length - 1;
  for (let at = 0; at < last; at++) letters[at] = WHOLE[usual.charCodeAt(at)] as number;
  letters[last] = LAST[length][usual.charCodeAt(last)] as number;
  return letters.toString('latin1', 0, length);
}

/** A table from letters of the usual base 64 to the letters with the same bits in bcrypt's. */
function bcryptLetters(bits: number): Uint8Array {
  const codes = new Uint8Array(128);
  for (const [at, letter] of [...ALPHABET].entries()) {
    codes[letter.charCodeAt(0)] = BCRYPT_ALPHABET.charCodeAt(at & bits);
  }
  return codes;
}
