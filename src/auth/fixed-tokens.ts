import type { FixedToken } from '../resource/index.js';
import { createSeededToken } from './seeded-token.js';

type Parts = { api: string; seed: number };

/** The tokens that count from the start, by name. */
export function namedTokens(tokens: Readonly<Record<string, FixedToken>>, parts: Parts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tokens).map(([name, { token, purpose = `${parts.api} ${name}` }]) => [
      name,
      token ?? createSeededToken(purpose, parts.seed),
    ]),
  );
}

/** The caller of each token that counts from the start, and whether it is let in. */
export function fixedTokens(
  tokens: Readonly<Record<string, FixedToken>>,
  parts: Parts,
): ReadonlyMap<string, { caller: string | number | null; admitted: boolean }> {
  const texts = namedTokens(tokens, parts);
  return new Map(
    Object.entries(tokens).map(([name, { caller = null, admitted = true }]) => [
      texts[name] as string,
      { caller, admitted },
    ]),
  );
}
