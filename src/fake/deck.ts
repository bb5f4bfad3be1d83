import type { Faker } from '@faker-js/faker';

/**
 * A deck of cards to deal from, without end: each card comes as often per round as was asked, in shuffled order.
 * Chance alone might leave a rare trait out of 160 users; a deck cannot.
 */
export function shuffledDeck<Card>(
  faker: Faker,
  cards: readonly (readonly [card: Card, copies: number])[],
): () => Card {
  const round = cards.flatMap(([card, copies]) => Array.from({ length: copies }, () => card));
  let next = round.length;
  return () => {
    if (next === round.length) {
      faker.helpers.shuffle(round, { inplace: true });
      next = 0;
    }
    return round[next++] as Card;
  };
}
