import { OperationMatcher, type Profile } from '../contract/index.js';
import type { Api } from './api.js';
import { type Endpoint, endpoints } from './endpoints.js';

/** Which answers the readings get: those of a profile, and some chosen one by one, by id. */
export type ReadingSettings = { profile: Profile; readings: Readonly<Record<string, string>> };

/** The APIs as they are played with one choice of readings, and what finds the operation that a request asks for. */
export type ApiSet = { choice: ReadingSettings; matcher: OperationMatcher<Endpoint> };

export type ApiSetOptions = {
  /** The APIs as they answer with a choice of readings. Throws `option-invalid` where there is no such reading or answer. */
  apis: (choice: ReadingSettings) => readonly Api[];
  /** The API that is also served without its name before the path. */
  root: string;
};

/** How many casts are kept, since a request may ask for readings of its own. */
const MOST_CASTS = 32;

/** Casts, each made once and kept as long as few others are asked for. */
export class ApiSetCache {
  readonly #options: ApiSetOptions;
  readonly #casts = new Map<string, ApiSet>();

  constructor(options: ApiSetOptions) {
    this.#options = options;
  }

  /** The cast of a choice. Throws `option-invalid`. */
  of(choice: ReadingSettings): ApiSet {
    const name = JSON.stringify([choice.profile, Object.entries(choice.readings).sort()]);
    const apiSet = this.#casts.get(name) ?? this.#made(choice);
    this.#casts.delete(name);
    this.#casts.set(name, apiSet);
    const [oldest] = this.#casts.keys();
    if (this.#casts.size > MOST_CASTS && oldest !== undefined) this.#casts.delete(oldest);
    return apiSet;
  }

  #made(choice: ReadingSettings): ApiSet {
    const { apis, root } = this.#options;
    return { choice, matcher: new OperationMatcher(endpoints({ apis: apis(choice), root })) };
  }
}
