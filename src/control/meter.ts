import { Gauge, Histogram, Registry } from 'prom-client';
import type { Exchange } from '../journal/index.js';
import type { Situations } from '../mock/index.js';

/** Upper bounds, in seconds. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Counts and times of the requests that were answered, and how much there is of what can grow, as Prometheus reads them. */
export class Meter {
  readonly #registry = new Registry();
  readonly #durations = new Histogram({
    name: 'understudy_request_duration_seconds',
    help: 'How long requests took, from their head to the end of the answer; the status is 0 where that broke off.',
    labelNames: ['api', 'operation', 'status'],
    buckets: BUCKETS,
    registers: [this.#registry],
  });

  /** Counts an exchange. */
  count({ api = '', operation = '', status, milliseconds }: Exchange): void {
    this.#durations.observe({ api, operation, status }, milliseconds / 1000);
  }

  /** Tells, whenever it is read, how much there is now. */
  watch({ main, sandboxes }: Situations): void {
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
