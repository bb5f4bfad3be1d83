import * as fc from 'fast-check';
import type { Aim } from '../aim.js';
import { targetText } from '../values/target-text.js';

/** What stands before a path: what may change something goes to a sandbox, always. */
export function prefixes({ sandboxes }: Aim, { isSafe }: { isSafe: boolean }): fc.Arbitrary<string> {
  const own = fc.constantFrom(...sandboxes.map(name => `/~${name}`));
  if (!isSafe) return own;
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant('') },
    { weight: 3, arbitrary: own },
    { weight: 1, arbitrary: targetText.map(name => `/~${name.replaceAll('/', '')}`) },
  );
}
