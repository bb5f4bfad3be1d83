import type { Faker, FakerOptions } from '@faker-js/faker';
import { faker as english } from '@faker-js/faker/locale/en';

/**
 * A faker of one's own, seeded: nobody else draws from it, so that seedings may run in slices and side by side.
 * Made from the English instance, because the library's main door loads every locale there is.
 */
export function newFaker(seed: number): Faker {
  const OwnFaker = english.constructor as new (options: FakerOptions) => Faker;
  return new OwnFaker({ locale: english.rawDefinitions, seed });
}

/**
 * A deck of cards to deal from, without end: each card comes as often per round as was asked, in shuffled order.
 * Chance alone might leave a rare trait out of 160 users; a deck cannot.
 */
export function createDeck<Card>(faker: Faker, cards: readonly (readonly [card: Card, copies: number])[]): () => Card {
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
