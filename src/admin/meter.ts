import type { Metric, Registry } from 'prom-client';
import type { Exchange } from '../journal/index.js';
import type { Workspaces } from '../server/index.js';

/** Metrics for Prometheus: counts and durations of requests, and the sizes of what can grow. */
export class Meter {
  readonly #durations = new Durations();
  readonly #workspaces: Workspaces;
  #registry: Promise<Registry> | undefined;

  constructor(workspaces: Workspaces) {
    this.#workspaces = workspaces;
  }

  count(exchange: Exchange): void {
    this.#durations.count(exchange);
  }

  /** All metrics as text, with its media type. */
  async read(): Promise<{ type: string; body: string }> {
    this.#registry ??= this.#createRegistry();
    const registry = await this.#registry;
    return { type: registry.contentType, body: await registry.metrics() };
  }

  /** A registry whose gauges are measured at each read. The library is loaded then, since most mocks never need it. */
  async #createRegistry(): Promise<Registry> {
    const { Gauge, Registry } = await import('prom-client');
    const { main, sandboxes } = this.#workspaces;
    const registry = new Registry();
    // it needs no other members of a metric
    registry.registerMetric(this.#durations as unknown as Metric);
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name,
        help,
        registers: [registry],
        collect() {
          this.set(read());
        },
      });
    gauge('understudy_sandboxes', 'How many sandboxes there are.', () => sandboxes.names.length);
    gauge('understudy_rules', 'How many rules there are, without those of sandboxes.', () => main.rules.size);
    gauge(
      'understudy_snapshots',
      'How many snapshots there are, without those of sandboxes.',
      () => main.store.snapshots.length,
    );
    gauge('process_resident_memory_bytes', 'Resident memory size in bytes.', () => process.memoryUsage.rss());
    gauge(
      'process_start_time_seconds',
      'Start time of the process since 1970 in seconds.',
      () => performance.timeOrigin / 1000,
    );
    return registry;
  }
}

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
