import type { Exchange } from '../../target/index.js';
import { type Finding, fails, passes, shown, undecided } from '../check.js';
import type { Known } from './known.js';
import { isSame, userReadOf } from './user-read.js';
import { FLAGS } from './variables.js';

/** The statement that a patch changes nothing else. */
export const ONLY_WHAT_WAS_SENT = 'ruled.only-what-was-sent';

/** What a read shows before and after a patch must be the same, but for what was sent. */
export function onlyWhatWasSent(
  [before, patch, after]: readonly Exchange[],
  { known, sent, done }: { known: Known; sent: readonly string[]; done: string },
): Finding[] {
  const was = userReadOf(before, known.subject)?.variables;
  const is = userReadOf(after, known.subject)?.variables;
  if (!was || !is || !patch) return [undecided(ONLY_WHAT_WAS_SENT, 'The subject could not be read.')];
  // the two flags share the status that shows them
  const isExempt = (name: string) => sent.includes(name) || (FLAGS.has(name) && sent.some(one => FLAGS.has(one)));
  const changed = Object.keys(was).filter(name => !isExempt(name) && name in is && !isSame(name, was[name], is[name]));
  if (changed.length === 0) return [passes(ONLY_WHAT_WAS_SENT)];
  return changed.map(name =>
    fails(ONLY_WHAT_WAS_SENT, {
      parameter: name,
      message: `${done} has changed ${name}.`,
      expected: shown(was[name]),
      got: shown(is[name]),
      at: 1,
    }),
  );
}
