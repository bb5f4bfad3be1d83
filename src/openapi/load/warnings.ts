import type { Place } from '../operation.js';

/** Something in a description that cannot be understood, or that contradicts itself. The rest is played. */
export type Warning = { place: Place; message: string };

/** The warnings of a description: each place has a message once. */
export class Warnings {
  readonly #known = new Map<string, Warning>();

  add(place: Place, message: string): void {
    this.#known.set(`${place} ${message}`, { place, message });
  }

  list(): readonly Warning[] {
    return [...this.#known.values()];
  }
}

/** Splits a place into its file and its pointer. */
export function splitPlace(place: Place): { file: string; pointer: string } {
  const at = place.indexOf('#');
  return { file: place.slice(0, at), pointer: place.slice(at + 1) };
}
