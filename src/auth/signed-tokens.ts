import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as Jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import type { AuthContext } from '../server/index.js';

/** What identifies the record of a caller in the store. */
type CallerKey = number | string;

/** The record of the caller, the generation of its collection if it is not the first, and the expiry in seconds since 1970. */
type Claims = { user_id: CallerKey; generation?: number; exp: number };

/** How many verified tokens are remembered: verifying takes as long as the rest of a read. */
const MAX_KNOWN = 1000;

const MICROSECONDS = 1e6;

/** Other texts are not worth the library. */
const FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** The library is loaded for the first token, since most mocks never see one. */
const jwt = () => require('jsonwebtoken') as typeof Jwt;
const require = createRequire(import.meta.url);

/** The tokens of one API's log-ins, and of which collection the records of their callers are. */
export type SignedTokenOptions = {
  /** Called for the first token. */
  key: () => Uint8Array;
  /** A token of one API is not valid for another. */
  api: string;
  /** The name in the store: `shop.customers`. */
  collection: string;
  seconds: number;
};

/**
 * The tokens of one API's log-ins: signed JWTs that are valid for some seconds of the mock's time. A token belongs to one
 * record, not only to a key, which another record may have after a reset or in a copy of the data. In a copy it is valid if
 * the record was copied, too.
 */
export class SignedTokens {
  readonly #sharedKey: () => Uint8Array;
  readonly #api: string;
  readonly #collection: string;
  readonly #seconds: number;
  readonly #known = new LRUCache<string, Claims>({ max: MAX_KNOWN });
  #key: KeyObject | undefined;

  constructor({ key, api, collection, seconds }: SignedTokenOptions) {
    this.#sharedKey = key;
    this.#api = api;
    this.#collection = collection;
    this.#seconds = seconds;
  }

  /** Creates a token for the caller with a record. */
  issue(callerKey: CallerKey, { store, now }: AuthContext): string {
    const exp = Math.floor(now() / MICROSECONDS) + this.#seconds;
    const generation = store.generation(this.#collection);
    const claims: Claims = { user_id: callerKey, ...(generation > 0 && { generation }), exp };
    return jwt().sign(claims, this.#ownKey(), { algorithm: 'HS256', noTimestamp: true });
  }

  /** What identifies the record of a token's caller; undefined if the token is not valid here, is older than a reset, or has expired. */
  verify(token: string, { store, now }: AuthContext): CallerKey | undefined {
    const claims = this.#known.get(token) ?? (FORM.test(token) ? this.#verified(token) : undefined);
    if (!claims || now() >= claims.exp * MICROSECONDS) return undefined;
    const { user_id: key, generation = 0 } = claims;
    return store.isSameRecord(this.#collection, { generation, key }) ? key : undefined;
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
