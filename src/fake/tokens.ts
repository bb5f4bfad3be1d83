import { createHash } from 'node:crypto';

/** DNL's second token, of a caller who is not an admin. Opaque, and the same for the same seed. */
export function nonAdminToken(seed: number): string {
  return createToken('dnl-non-admin', seed);
}

/** The token that Acefone accepts if the reading `auth` is `token`. Opaque, and the same for the same seed. */
export function acefoneToken(seed: number): string {
  return createToken('acefone', seed);
}

/** Has the form of a JWT, for clients that decode or recognise one. The signature is a digest and proves nothing. */
function createToken(audience: string, seed: number): string {
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
