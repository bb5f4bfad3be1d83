import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as Jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import type { AuthContext } from '../../server/index.js';

/** The id of a user, as its API writes it. */
export type UserId = number | string;

/** The user of a token, the generation of the users if it is not the first, and the expiry in seconds since 1970. */
type Claims = { user_id: UserId; generation?: number; exp: number };

/** How many verified tokens are remembered: verifying takes as long as the rest of a read. */
const MAX_KNOWN = 1000;

const MICROSECONDS = 1e6;

/** The library is loaded for the first token, since most mocks never see one. */
const jwt = () => require('jsonwebtoken') as typeof Jwt;
const require = createRequire(import.meta.url);

/**
 * The tokens of one API's log-ins: signed JWTs that are valid for some seconds of the mock's time. A token belongs to one
 * user, not only to an id, which another user may have after a reset or in a copy of the data. In a copy it is valid if the
 * user was copied, too.
 */
export class SignedTokens {
  readonly #sharedKey: () => Uint8Array;
  readonly #api: string;
  readonly #users: string;
  readonly #seconds: number;
  readonly #known = new LRUCache<string, Claims>({ max: MAX_KNOWN });
  #key: KeyObject | undefined;

  /** `key` is called for the first token. A token of one API is not valid for another. `users` names the collection of users. */
  constructor({ key, api, users, seconds }: { key: () => Uint8Array; api: string; users: string; seconds: number }) {
    this.#sharedKey = key;
    this.#api = api;
    this.#users = users;
    this.#seconds = seconds;
  }

  /** Creates a token for a user. */
  issue(userId: UserId, { store, now }: AuthContext): string {
    const exp = Math.floor(now() / MICROSECONDS) + this.#seconds;
    const generation = store.generation(this.#users);
    const claims: Claims = { user_id: userId, ...(generation > 0 && { generation }), exp };
    return jwt().sign(claims, this.#ownKey(), { algorithm: 'HS256', noTimestamp: true });
  }

  /** The id of a token's user; undefined if the token is not valid here, is older than a reset, or has expired. */
  verify(token: string, { store, now }: AuthContext): UserId | undefined {
    const claims = this.#known.get(token) ?? this.#verified(token);
    if (!claims || now() >= claims.exp * MICROSECONDS) return undefined;
    const { user_id: key, generation = 0 } = claims;
    return store.isSameRecord(this.#users, { generation, key }) ? key : undefined;
  }

  #verified(token: string): Claims | undefined {
    try {
      // the expiry is checked with the mock's clock, not with the machine's
      const claims = jwt().verify(token, this.#ownKey(), { algorithms: ['HS256'], ignoreExpiration: true }) as Claims;
      this.#known.set(token, claims);
      return claims;
    } catch {
      return undefined;
    }
  }

  /** A key object: the library tries a bare key as a public key first, which takes twenty times as long. */
  #ownKey(): KeyObject {
    this.#key ??= createSecretKey(createHmac('sha256', this.#sharedKey()).update(this.#api).digest());
    return this.#key;
  }
}
