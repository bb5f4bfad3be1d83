import type { Exchange } from '../journal/index.js';

/** Upper bounds, in milliseconds. */
const BOUNDS = [0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000];

/** The requests to one operation that got one status. */
type Count = { milliseconds: number; requests: number; withinBounds: Uint32Array };

type Value = { metricName: string; labels: Record<string, string | number>; value: number };

/**
 * How long requests took, as a histogram for a registry of prom-client. The histogram of prom-client builds a text of the
 * labels for each request, which takes longer than matching the operation.
 */
export class Durations {
  readonly name = 'understudy_request_duration_seconds';
  readonly help =
    'How long requests took, from their head to the end of the response; the status is 0 if the connection closed before.';
  readonly type = 'histogram';
  /** By API, operation and status. */
  readonly #counts = new Map<string, Map<string, Map<number, Count>>>();

  count({ api = '', operation = '', status, milliseconds }: Exchange): void {
    const count = this.#countOf(api, operation, status);
    count.milliseconds += milliseconds;
    count.requests++;
    let at = BOUNDS.length;
    while (at > 0 && milliseconds <= (BOUNDS[at - 1] as number)) at--;
    if (at < BOUNDS.length) count.withinBounds[at] = (count.withinBounds[at] as number) + 1;
  }

  #countOf(api: string, operation: string, status: number): Count {
    const operations = this.#counts.get(api) ?? new Map<string, Map<number, Count>>();
    const statuses = operations.get(operation) ?? new Map<number, Count>();
    const known = statuses.get(status);
    if (known) return known;
    const count = { milliseconds: 0, requests: 0, withinBounds: new Uint32Array(BOUNDS.length) };
    this.#counts.set(api, operations.set(operation, statuses.set(status, count)));
    return count;
  }

  /** The registry calls this. */
  get(): object {
    const { name, help, type } = this;
    const values: Value[] = [];
    for (const [api, operations] of this.#counts)
      for (const [operation, statuses] of operations)
        for (const [status, count] of statuses) values.push(...this.#valuesOf(count, { api, operation, status }));
    return { name, help, type, values, aggregator: 'sum' };
  }

  *#valuesOf({ milliseconds, requests, withinBounds }: Count, labels: Value['labels']): Generator<Value> {
    let sum = 0;
    for (const [at, bound] of BOUNDS.entries()) {
      sum += withinBounds[at] as number;
      yield { metricName: `${this.name}_bucket`, labels: { le: bound / 1000, ...labels }, value: sum };
    }
    yield { metricName: `${this.name}_bucket`, labels: { le: '+Inf', ...labels }, value: requests };
    yield { metricName: `${this.name}_sum`, labels, value: milliseconds / 1000 };
    yield { metricName: `${this.name}_count`, labels, value: requests };
  }
}
