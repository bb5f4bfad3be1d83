import type { SecurityRequirement, SecurityScheme } from '../openapi/index.js';
import type { AuthenticationRules } from '../resource/index.js';
import type { AuthContext } from '../server/index.js';
import {
  type AuthMode,
  type Credentials,
  challengeOf,
  describeScheme,
  printedCredential,
  readBare,
  readCredential,
} from './credentials.js';
import { fixedTokens } from './fixed-tokens.js';

/** The caller of a request, by the key of its record; null where the credentials belong to none, or none are needed. */
export type Caller = { caller: string | number | null };

/** What is wrong with the credentials of a request, and the header with which a client is asked for them. */
export type MissingCredentials = {
  reason: 'no-credentials' | 'wrong-credentials';
  message: string;
  challenge: string;
};

export type AuthenticatorOptions = {
  api: string;
  seed: number;
  mode: AuthMode;
  rules: AuthenticationRules;
  /** All schemes of the description. */
  schemes: readonly SecurityScheme[];
  /** The key of the record to which the token of a log-in belongs; undefined for other texts. Absent where no operation logs in. */
  findCaller?: ((token: string, context: AuthContext) => string | number | undefined) | undefined;
};

/** What an operation asks for. */
type Asking = { security: readonly SecurityRequirement[]; isOpen: boolean };

/** Creates what checks the credentials of requests to the operations of one API. */
export function createAuthenticator({ api, seed, mode, rules, schemes, findCaller }: AuthenticatorOptions) {
  const { asks, bare = false } = rules;
  const fixed = rules.tokens && fixedTokens(rules.tokens, { api, seed });
  const any = schemes.map(scheme => [{ scheme, scopes: [] }]);
  const read = (scheme: SecurityScheme, request: Credentials) =>
    bare && scheme.type === 'bearer' ? readBare(request) : readCredential(scheme, request);
  return (operation: Asking, request: Credentials, context: AuthContext): Caller | MissingCredentials => {
    const security = asks === true && !operation.isOpen && operation.security.length === 0 ? any : operation.security;
    if (security.length === 0 || mode === 'off' || asks === false) return NO_ONE;
    let isSent = false;
    for (const requirement of security) {
      const caller = checkAll(requirement);
      if (caller) return caller;
    }
    const wanted = security.map(requirement => requirement.map(({ scheme }) => describeScheme(scheme)).join(' and '));
    return {
      reason: isSent ? 'wrong-credentials' : 'no-credentials',
      message: `${isSent ? 'The credentials are wrong' : 'Credentials are missing'}: send ${wanted.join(', or ')}.`,
      challenge: challengeOf(security[0]?.[0]?.scheme, api),
    };

    /** The caller, where the request has all credentials that are needed together. */
    function checkAll(requirement: SecurityRequirement): Caller | undefined {
      let found: Caller = NO_ONE;
      let isEnough = true;
      for (const { scheme } of requirement) {
        if (scheme.type === 'mutualTLS') continue;
        const sent = read(scheme, request);
        isSent ||= sent !== undefined;
        const caller = sent === undefined ? undefined : check(scheme, sent);
        if (!caller) isEnough = false;
        else if (caller.caller !== null) found = caller;
      }
      return isEnough ? found : undefined;
    }

    function check(scheme: SecurityScheme, sent: string): Caller | undefined {
      const known = fixed?.get(sent);
      if (known) return known.admitted ? known : undefined;
      const caller = findCaller?.(sent, context);
      if (caller !== undefined) return { caller };
      const isFine = mode === 'form' || (!fixed && sent === printedCredential(scheme, { api, seed }));
      return isFine ? NO_ONE : undefined;
    }
  };
}

const NO_ONE: Caller = { caller: null };
