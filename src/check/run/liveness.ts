import type { TargetExchange, TargetRequest } from '../../target/index.js';
import type { ReadyStep } from '../model/case.js';

/** After this many failed requests in a row, an earlier successful one is repeated to see whether the target is gone. */
const MAX_UNANSWERED = 5;

/** A request without a response, by its place among all that were sent. */
type Unanswered = { number: number; step: ReadyStep; exchange: TargetExchange };

/** A target that has gone away (`lost`: no connection can be made), or does not respond any more. */
export type Gone = {
  why: 'lost' | 'silent';
  /** `GET /v1/pets`: the last request that had a response. */
  after: string | undefined;
  /** The requests that waited for a response when the target went, first the one that it most likely did not bear. */
  inFlight: readonly Pick<Unanswered, 'step' | 'exchange'>[];
  /** All requests that it did not respond to. */
  unanswered: ReadonlySet<TargetRequest>;
};

/** Finds out whether the target is gone. A target that fails on some requests only is judged by the checks. */
export class Liveness {
  readonly #repeat: (step: ReadyStep) => Promise<TargetExchange>;
  #count = 0;
  /** Since the last response. */
  #unanswered: Unanswered[] = [];
  /** How many requests were sent when the first of these failed. */
  #sentAtFailure = 0;
  #lastAnswered: TargetRequest | undefined;
  #lastRead: ReadyStep | undefined;
  #probe: Promise<void> | undefined;
  #why: Gone['why'] | undefined;

  constructor(repeat: (step: ReadyStep) => Promise<TargetExchange>) {
    this.#repeat = repeat;
  }

  /** Undefined while the target is there. */
  get why(): Gone['why'] | undefined {
    return this.#why;
  }

  get gone(): Gone | undefined {
    const why = this.#why;
    if (!why) return undefined;
    const after = this.#lastAnswered && formatLine(this.#lastAnswered);
    const inFlight = this.#unanswered
      .filter(
        ({ number, step, exchange }) =>
          number <= this.#sentAtFailure && exchange.failure?.kind !== 'refused' && !step.companion,
      )
      // servers are used to what their description allows, and to reads
      .toSorted((left, right) => strangeness(right) - strangeness(left));
    return { why, after, inFlight, unanswered: new Set(this.#unanswered.map(({ exchange }) => exchange.request)) };
  }

  /** Counts a request that is sent now, and returns its number. */
  start(): number {
    this.#count += 1;
    return this.#count;
  }

  /** Resolves when it is known whether the target is still there. */
  async end(number: number, step: ReadyStep, exchange: TargetExchange): Promise<void> {
    if (!exchange.failure) {
      if (this.#why) return;
      this.#unanswered = [];
      this.#lastAnswered = exchange.request;
      if (exchange.request.method === 'GET') this.#lastRead = step;
      return;
    }
    if (this.#unanswered.length === 0) this.#sentAtFailure = this.#count;
    this.#unanswered.push({ number, step, exchange });
    if (this.#why || this.#unanswered.length < MAX_UNANSWERED) return;
    this.#probe ??= this.#repeatRead(this.#lastRead ?? step).finally(() => {
      this.#probe = undefined;
    });
    await this.#probe;
  }

  async #repeatRead(step: ReadyStep): Promise<void> {
    const { failure } = await this.#repeat(step);
    if (failure) this.#why ??= failure.kind === 'refused' ? 'lost' : 'silent';
    else this.#unanswered = [];
  }
}

function strangeness({ step, exchange }: Pick<Unanswered, 'step' | 'exchange'>): number {
  return (step.valid ? 0 : 2) + (exchange.request.method === 'GET' ? 0 : 1);
}

export function formatLine({ method, path }: TargetRequest): string {
  return `${method} ${path}`;
}
