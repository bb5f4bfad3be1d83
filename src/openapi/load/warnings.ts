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
    const shown = toLine(message);
    this.#known.set(`${place} ${shown}`, { place, message: shown, ...(line !== undefined && { line }) });
  }

  list(): readonly Warning[] {
    return [...this.#known.values()];
  }
}

/** How many characters a message may have: the names in it come from the description. */
const MAX_LENGTH = 1000;

/** One line that a terminal can show. */
export function toLine(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ');
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}
