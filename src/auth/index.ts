// Knows credentials: how requests carry them, which ones count, and the tokens of log-ins.
// Refuses to know what an API does with its callers, and how it words refusals.
export { type Caller, createAuthenticator, type MissingCredentials } from './authenticator.js';
export { AUTH_MODES, type AuthMode, credentialHeader, printedCredential } from './credentials.js';
export { namedTokens } from './fixed-tokens.js';
export { createSeededToken } from './seeded-token.js';
export { SignedTokens } from './signed-tokens.js';
