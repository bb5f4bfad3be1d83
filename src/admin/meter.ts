import { Gauge, type Metric, Registry } from 'prom-client';
import type { Exchange } from '../journal/index.js';
import type { Workspaces } from '../server/index.js';
import { Durations } from './durations.js';

/** Counts and times of the requests that were answered, and how much there is of what can grow, as Prometheus reads them. */
export class Meter {
  readonly #registry = new Registry();
  readonly #durations = new Durations();

  constructor({ main, sandboxes }: Workspaces) {
    // the registry asks nothing more of a metric than this one has
    this.#registry.registerMetric(this.#durations as unknown as Metric);
    this.#watch(main, sandboxes);
  }

  /** Counts an exchange. */
  count(exchange: Exchange): void {
    this.#durations.count(exchange);
  }

  /** Tells, whenever it is read, how much there is now. */
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

  /** All of it as text, and the media type of that. */
  async read(): Promise<{ type: string; body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }
}
