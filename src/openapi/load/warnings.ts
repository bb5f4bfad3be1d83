import type { SourcePlace } from '../source-place.js';

/** Something in a description that cannot be understood, or that contradicts itself. The rest is played. */
export type Warning = { place: SourcePlace; message: string };

/** The warnings of a description: each place has a message once. */
export class Warnings {
  readonly #known = new Map<string, Warning>();

  add(place: SourcePlace, message: string): void {
    this.#known.set(`${place} ${message}`, { place, message });
  }

  list(): readonly Warning[] {
    return [...this.#known.values()];
  }
}
