import type { SourcePlace } from '../source-place.js';

/** Something in a description that cannot be understood, or that contradicts itself. The rest is played. */
export type Warning = {
  place: SourcePlace;
  message: string;
  /** The line, counted from 1, where the place does not tell it. */
  line?: number;
};

/** The warnings of a description: each place has a message once. */
export class Warnings {
  readonly #known = new Map<string, Warning>();

  add(place: SourcePlace, message: string, line?: number): void {
    this.#known.set(`${place} ${message}`, { place, message, ...(line !== undefined && { line }) });
  }

  list(): readonly Warning[] {
    return [...this.#known.values()];
  }
}
