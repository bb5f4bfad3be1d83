import type { Outcome } from '../check/index.js';
import type { Reading } from '../contract/index.js';

/** An answer to a reading that the target was seen to give, with what was asked. */
export type SeenReading = {
  /** The reading's id, with the place in parentheses where the places differ. */
  id: string;
  choice: string;
  question?: string;
  means?: string;
};

export function seenReadings(readings: Outcome['readings'], known: readonly Reading[]): SeenReading[] {
  return Object.entries(readings).map(([id, choice]) => {
    const reading = known.find(reading => reading.id === id.replace(/ \(.*$/, ''));
    const means = reading?.choices.find(({ id }) => id === choice)?.means;
    return { id, choice, ...(reading && { question: reading.question }), ...(means !== undefined && { means }) };
  });
}
