import { loadContract, type Operation } from '../../src/contract/index.js';

/** What attacks are aimed at: data that they may change, and tokens to do so. */
export type Aim = {
  tokens: { admin: string; nonAdmin: string };
  /** Sandboxes that may be written to. */
  sandboxes: readonly string[];
  /** Sandboxes whose answers may be made to fail. */
  ruled: readonly string[];
};

/** An operation and what its path begins with beside the documented base path. */
export type Located = { operation: Operation; mount: string };

/** Every operation at every place where it is served. */
export const LOCATED: readonly Located[] = [
  ...loadContract('dnl').operations.flatMap(operation => ['', '/dnl'].map(mount => ({ operation, mount }))),
  ...loadContract('acefone').operations.map(operation => ({ operation, mount: '/acefone' })),
];

/**
 * The aim of one round. Its sandboxes are its own, so that those of earlier rounds go, with all that was created in them;
 * the data outside of them are never written to and stay what they were.
 */
export function aimOf(seed: number, tokens: Aim['tokens']): Aim {
  const named = (word: string, most: number) => Array.from({ length: most }, (_, at) => `${word}-${seed}-${at}`);
  return { tokens, sandboxes: named('written', 6), ruled: named('ruled', 2) };
}

/** Whether a method changes nothing. */
export function isSafe(method: string): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(method);
}
