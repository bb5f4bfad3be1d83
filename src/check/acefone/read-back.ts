import type { TargetExchange } from '../../target/index.js';
import { asObject } from '../laws/bodies.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../model/check.js';
import { isSame, type Knowledge, readUser } from './user.js';
import { FLAGS, nameStatement } from './variables.js';

/** The statement that a patch changes a user. */
export const CHANGES = 'patch.operation';

const RECORD = 'user_for_cdr';
const PARTS = ['type', 'value'].map(part => `${RECORD}.${part}`);

/** The statements that a read after the patch of a variable tests. */
export function listReadBackStatements(variable: string): string[] {
  return (variable === RECORD ? [variable, ...PARTS] : [variable]).map(nameStatement);
}

/** Judges that a read shows what was sent; another check judges the two flags, by the status. */
export function judgeReadBack(
  sent: Readonly<Record<string, unknown>>,
  { exchanges: [before, , after], known }: { exchanges: readonly TargetExchange[]; known: Knowledge },
): Finding[] {
  const was = readUser(before, known.subject)?.variables ?? {};
  const is = readUser(after, known.subject)?.variables ?? {};
  const names = Object.keys(sent).filter(name => !FLAGS.has(name));
  return names.flatMap(name => {
    if (!(name in is)) return [inconclusive(nameStatement(name), `The target does not show ${name}.`)];
    if (!isSame(name, is[name], sent[name])) {
      const message = `The read does not show ${name} as it was sent.`;
      const statement = findBrokenStatement(name, sent[name], is[name]);
      return [
        fails(statement, {
          parameter: name,
          message,
          expected: formatValue(sent[name]),
          got: formatValue(is[name]),
          at: 1,
        }),
      ];
    }
    const kept = listReadBackStatements(name).map(statement => passes(statement));
    return isSame(name, was[name], is[name]) ? kept : [...kept, passes(CHANGES)];
  });
}

/** The statement that is broken; for user_for_cdr, the statement about the part that differs. */
function findBrokenStatement(name: string, sent: unknown, found: unknown): string {
  if (name !== RECORD) return nameStatement(name);
  const isType = asObject(sent)?.type !== asObject(found)?.type;
  return nameStatement(`${RECORD}.${isType ? 'type' : 'value'}`);
}

/** The statement that a patch changes only what was sent. */
export const ONLY_WHAT_WAS_SENT = 'ruled.only-what-was-sent';

/** Judges that the reads before and after a patch show the same, except what was sent. */
export function judgeUnsentVariables(
  [before, patch, after]: readonly TargetExchange[],
  { known, sent, done }: { known: Knowledge; sent: readonly string[]; done: string },
): Finding[] {
  const was = readUser(before, known.subject)?.variables;
  const is = readUser(after, known.subject)?.variables;
  if (!was || !is || !patch) return [inconclusive(ONLY_WHAT_WAS_SENT, 'The subject could not be read.')];
  // one status shows both flags
  const isExempt = (name: string) => sent.includes(name) || (FLAGS.has(name) && sent.some(one => FLAGS.has(one)));
  const changed = Object.keys(was).filter(name => !isExempt(name) && name in is && !isSame(name, was[name], is[name]));
  if (changed.length === 0) return [passes(ONLY_WHAT_WAS_SENT)];
  return changed.map(name =>
    fails(ONLY_WHAT_WAS_SENT, {
      parameter: name,
      message: `${done} has changed ${name}.`,
      expected: formatValue(was[name]),
      got: formatValue(is[name]),
      at: 1,
    }),
  );
}
