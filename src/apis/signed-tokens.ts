import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as Jwt from 'jsonwebtoken';
import type { AuthContext } from '../server/index.js';

/** The id of a user, as its API writes it. */
export type UserId = number | string;

/** Whose token it is, in which generation of the users if they have one, and when it expires, in seconds since 1970. */
type Claims = { user_id: UserId; generation?: number; exp: number };

/** How many tokens are remembered as verified, since it takes as long as all else that a read does. */
const MAX_KNOWN = 1000;

const MICROSECONDS = 1e6;

/** The library, loaded when the first token asks for it, since most starts of a mock see none. */
const jwt = () => require('jsonwebtoken') as typeof Jwt;
const require = createRequire(import.meta.url);

/**
 * The tokens that one API gives to those who log in: JWTs, signed, that are good for some seconds of the mock's time. A
 * token belongs to one user: an id alone may be somebody else's after a reset, and in a copy of the data. In a copy it is
 * good where the user was copied with it.
 */
export class SignedTokens {
  readonly #sharedKey: () => Uint8Array;
  readonly #api: string;
  readonly #users: string;
  readonly #seconds: number;
  readonly #known = new Map<string, Claims>();
  #key: KeyObject | undefined;

  /** `key` is asked for once a token is; a token of one API is none of another's. `users` is the collection of its users. */
  constructor({ key, api, users, seconds }: { key: () => Uint8Array; api: string; users: string; seconds: number }) {
    this.#sharedKey = key;
    this.#api = api;
    this.#users = users;
    this.#seconds = seconds;
  }

  /** A new token for a user. */
  issue(userId: UserId, { store, now }: AuthContext): string {
    const exp = Math.floor(now() / MICROSECONDS) + this.#seconds;
    const generation = store.generation(this.#users);
    const claims: Claims = { user_id: userId, ...(generation > 0 && { generation }), exp };
    return jwt().sign(claims, this.#ownKey(), { algorithm: 'HS256', noTimestamp: true });
  }

  /** Whose token it is; undefined if it is none of ours or another workspace's, came before a reset, or has expired. */
  verify(token: string, { store, now }: AuthContext): UserId | undefined {
    const claims = this.#known.get(token) ?? this.#verified(token);
    if (!claims || now() >= claims.exp * MICROSECONDS) return undefined;
    const { user_id: key, generation = 0 } = claims;
    return store.isSameRecord(this.#users, { generation, key }) ? key : undefined;
  }

  #verified(token: string): Claims | undefined {
    try {
      // whether it has expired is not for the machine's clock to tell
      const claims = jwt().verify(token, this.#ownKey(), { algorithms: ['HS256'], ignoreExpiration: true }) as Claims;
      if (this.#known.size === MAX_KNOWN) this.#known.clear();
      this.#known.set(token, claims);
      return claims;
    } catch {
      return undefined;
    }
  }

  /** A key object, since the library tries a bare key as a public one first, which takes twenty times as long. */
  #ownKey(): KeyObject {
    this.#key ??= createSecretKey(createHmac('sha256', this.#sharedKey()).update(this.#api).digest());
    return this.#key;
  }
}
