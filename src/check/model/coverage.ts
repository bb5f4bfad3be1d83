import type { TargetExchange } from '../../target/index.js';
import type { ReadyStep } from '../run/step-request.js';

/** How often each status was answered and each parameter sent, by operation. */
type OperationCoverage = { outcomes: Map<string, number>; parameters: Map<string, number> };

export class Coverage {
  readonly operations = new Map<string, OperationCoverage>();
  readonly #judged = new Map<string, number>();

  add(step: ReadyStep, exchange: TargetExchange): void {
    if (step.companion) return;
    let seen = this.operations.get(step.operation);
    if (!seen) {
      seen = { outcomes: new Map(), parameters: new Map() };
      this.operations.set(step.operation, seen);
    }
    count(seen.outcomes, exchange.response ? String(exchange.response.status) : 'none');
    for (const name of new Set(step.query?.map(([name]) => name))) count(seen.parameters, name);
  }

  /** Counts one more answer of a status whose form was judged, and tells how many there are. */
  judged(operation: string, status: number): number {
    return count(this.#judged, `${operation} ${status}`);
  }
}

function count(counts: Map<string, number>, key: string): number {
  const times = (counts.get(key) ?? 0) + 1;
  counts.set(key, times);
  return times;
}
