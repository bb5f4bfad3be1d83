import type { TargetExchange } from '../../target/index.js';
import { asObject } from '../laws/bodies.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../model/check.js';
import { isSame, type Knowledge, readUser } from './user.js';
import { FLAGS, nameStatement } from './variables.js';

/** The statement that a patch changes a user. */
export const CHANGES = 'patch.operation';

const RECORD = 'user_for_cdr';
const PARTS = ['type', 'value'].map(part => `${RECORD}.${part}`);

/** The statements that a read after a patch of a variable shows kept or broken. */
export function listReadBackStatements(variable: string): string[] {
  return (variable === RECORD ? [variable, ...PARTS] : [variable]).map(nameStatement);
}

/** What was sent must be read back; of the two flags the status tells more, and is judged elsewhere. */
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
      const message = `${name} is not read back as it was sent.`;
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

/** Of user_for_cdr, the part that differs. */
function findBrokenStatement(name: string, sent: unknown, found: unknown): string {
  if (name !== RECORD) return nameStatement(name);
  const isType = asObject(sent)?.type !== asObject(found)?.type;
  return nameStatement(`${RECORD}.${isType ? 'type' : 'value'}`);
}

/** The statement that a patch changes nothing else. */
export const ONLY_WHAT_WAS_SENT = 'ruled.only-what-was-sent';

/** What a read shows before and after a patch must be the same, but for what was sent. */
export function judgeUnsentVariables(
  [before, patch, after]: readonly TargetExchange[],
  { known, sent, done }: { known: Knowledge; sent: readonly string[]; done: string },
): Finding[] {
  const was = readUser(before, known.subject)?.variables;
  const is = readUser(after, known.subject)?.variables;
  if (!was || !is || !patch) return [inconclusive(ONLY_WHAT_WAS_SENT, 'The subject could not be read.')];
  // the two flags share the status that shows them
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
