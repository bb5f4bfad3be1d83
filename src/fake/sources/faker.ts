import type { Faker, FakerOptions } from '@faker-js/faker';
import { faker as english } from '@faker-js/faker/locale/en';

export type { Faker };

/**
 * Creates a separate, seeded faker, so that several seedings can run at the same time.
 * It is made from the English instance, because the library's main entry loads all locales.
 */
export function newFaker(seed: number): Faker {
  const OwnFaker = english.constructor as new (options: FakerOptions) => Faker;
  return new OwnFaker({ locale: english.rawDefinitions, seed });
}

/**
 * Creates an endless deck of cards: in each round every card comes as often as its number of copies, in random order.
 * Independent draws might leave a rare value out of 160 records; a deck cannot.
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
