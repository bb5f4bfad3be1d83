import type { Variant } from '../planted.js';

/** The mock itself, set up in other ways. */
export const MOCKS: readonly Variant[] = [
  mock('documented', 'The mock as it is.', {}),
  mock('consistent', 'The mock with one rule for the whole API.', { profile: 'consistent' }),
  mock('observed', 'The mock with what client software relies on.', { profile: 'observed' }),
  mock('contains', 'Texts are matched by a part of them.', { readings: { 'text-match': 'contains' } }),
  mock('other-seed', 'Other users.', { seed: 7 }),
  mock('one-user', 'Nobody but the admin.', { records: 1 }),
  mock('three-users', 'Three users.', { records: 3 }),
  mock('forty-users', 'Forty users.', { records: 40 }),
  mock('many-users', 'Five thousand users.', { records: 5000 }),
];

function mock(id: string, says: string, options: NonNullable<Variant['mock']>): Variant {
  return { id, says, mock: options, wrap: server => server };
}
