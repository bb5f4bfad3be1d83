import { Gauge, type Metric, Registry } from 'prom-client';
import type { Exchange } from '../journal/index.js';
import type { Workspaces } from '../server/index.js';
import { Durations } from './durations.js';

/** Metrics for Prometheus: counts and durations of requests, and the sizes of what can grow. */
export class Meter {
  readonly #registry = new Registry();
  readonly #durations = new Durations();

  constructor({ main, sandboxes }: Workspaces) {
    // the registry needs no other members of a metric
    this.#registry.registerMetric(this.#durations as unknown as Metric);
    this.#watch(main, sandboxes);
  }

  count(exchange: Exchange): void {
    this.#durations.count(exchange);
  }

  /** Registers gauges, which are measured at each read. */
  #watch(main: Workspaces['main'], sandboxes: Workspaces['sandboxes']): void {
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name,
        help,
        registers: [this.#registry],
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
  }

  /** All metrics as text, with its media type. */
  async read(): Promise<{ type: string; body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }
}
