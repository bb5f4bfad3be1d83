import type { Exchange } from '../../target/index.js';
import { type Finding, fails, passes, shown, undecided } from '../check.js';
import { objectOf } from './envelope.js';
import type { Known } from './known.js';
import { isSame, userReadOf } from './user-read.js';
import { FLAGS, statementOf } from './variables.js';

/** The statement that a patch changes a user. */
export const CHANGES = 'patch.operation';

const RECORD = 'user_for_cdr';
const PARTS = ['type', 'value'].map(part => `${RECORD}.${part}`);

/** The statements that a read after a patch of a variable shows kept or broken. */
export function readBackStatements(variable: string): string[] {
  return (variable === RECORD ? [variable, ...PARTS] : [variable]).map(statementOf);
}

/** What was sent must be read back; of the two flags the status tells more, and is judged elsewhere. */
export function readBackFindings(
  sent: Readonly<Record<string, unknown>>,
  { exchanges: [before, , after], known }: { exchanges: readonly Exchange[]; known: Known },
): Finding[] {
  const was = userReadOf(before, known.subject)?.variables ?? {};
  const is = userReadOf(after, known.subject)?.variables ?? {};
  const names = Object.keys(sent).filter(name => !FLAGS.has(name));
  return names.flatMap(name => {
    if (!(name in is)) return [undecided(statementOf(name), `The target does not show ${name}.`)];
    if (!isSame(name, is[name], sent[name])) {
      const message = `${name} is not read back as it was sent.`;
      const statement = brokenBy(name, sent[name], is[name]);
      return [fails(statement, { parameter: name, message, expected: shown(sent[name]), got: shown(is[name]), at: 1 })];
    }
    const kept = readBackStatements(name).map(statement => passes(statement));
    return isSame(name, was[name], is[name]) ? kept : [...kept, passes(CHANGES)];
  });
}

/** Of user_for_cdr, the part that differs. */
function brokenBy(name: string, sent: unknown, found: unknown): string {
  if (name !== RECORD) return statementOf(name);
  const isType = objectOf(sent)?.type !== objectOf(found)?.type;
  return statementOf(`${RECORD}.${isType ? 'type' : 'value'}`);
}
