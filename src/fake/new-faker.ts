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
