import { createHash } from 'node:crypto';

/**
 * Creates an opaque token that is the same for the same seed. It has the form of a JWT, for clients that decode or recognise one.
 * The signature is a digest and proves nothing. The audience names whose token it is.
 */
export function createSeededToken(audience: string, seed: number): string {
  // 2100: browser clients that check the expiry must never discard the token.
  const claims = { aud: audience, jti: sha256(`${audience}:${seed}`).toString('hex').slice(0, 16), exp: 4_102_444_800 };
  const signed = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}`;
  return `${signed}.${sha256(signed).toString('base64url')}`;
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
