import type { TargetExchange } from '../../target/index.js';
import type { ReadyStep } from './case.js';

/** How often each status was received and each parameter was sent, by operation. */
export class Coverage {
  readonly operations = new Map<string, { outcomes: Map<string, number>; parameters: Map<string, number> }>();
  readonly #judged = new Map<string, number>();

  add(step: ReadyStep, exchange: TargetExchange): void {
    if (step.companion) return;
    let observed = this.operations.get(step.operation);
    if (!observed) {
      observed = { outcomes: new Map(), parameters: new Map() };
      this.operations.set(step.operation, observed);
    }
    increment(observed.outcomes, exchange.response ? String(exchange.response.status) : 'none');
    for (const name of new Set(step.query?.map(([name]) => name))) increment(observed.parameters, name);
  }

  /** Counts one more response of a status whose form was judged, and returns how many there are. */
  countJudged(operation: string, status: number): number {
    return increment(this.#judged, `${operation} ${status}`);
  }
}

function increment(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}
