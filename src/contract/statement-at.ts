import type { Statement } from './statements.js';

/** The statement that carries a place of the contract: the one that points at it or, most closely, at what it stands in. */
export function statementAt(statements: readonly Statement[], place: string): Statement | undefined {
  let closest: Statement | undefined;
  let length = -1;
  for (const statement of statements) {
    for (const support of statement.supports) {
      if (support.length <= length || !(place === support || place.startsWith(`${support}/`))) continue;
      closest = statement;
      length = support.length;
    }
  }
  return closest;
}
