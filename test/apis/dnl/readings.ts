import type { MockOptions } from '../../../src/index.js';

const PROFILES = ['documented', 'consistent', 'observed'] as const;
type Profile = (typeof PROFILES)[number];

/** The readings with more than one answer, and which profiles give which, as ruled. */
export const RULED: Readonly<Record<string, Readonly<Record<string, readonly Profile[]>>>> = {
  'wrong-token-write': { 'missing-header': ['documented'], incorrect: ['consistent', 'observed'] },
  'not-found-text': { 'per-page': ['documented'], 'one-text': ['consistent', 'observed'] },
  'create-required': { four: ['documented', 'consistent'], 'name-only': ['observed'] },
  'body-nulls': { 'where-read': ['documented', 'consistent'], accepted: ['observed'] },
  'unknown-parameter': { ignore: ['documented', 'consistent'], 'ignore-always': ['observed'] },
  'repeated-parameter': { last: ['documented', 'observed'], any: [], refuse: ['consistent'] },
  'unfiltered-bulk': { everyone: ['documented', 'observed'], refuse: ['consistent'] },
  'text-match': { exact: ['documented', 'consistent'], contains: ['observed'] },
  'time-bounds': { strict: ['documented', 'consistent', 'observed'], inclusive: [] },
  'user-type-values': { three: ['documented', 'consistent'], four: ['observed'] },
  'escaped-whitespace': { forgive: ['documented'], refuse: ['consistent', 'observed'] },
  'create-example-url': { 'create-too': ['documented'], off: ['consistent', 'observed'] },
  'duplicate-name': { accept: ['documented', 'consistent'], refuse: ['observed'] },
  'client-echo': { object: ['documented', 'consistent'], name: ['observed'] },
};

/**
 * The mocks that give this answer to this reading: each profile that does, and one of another profile that was told to.
 * For tables: `by` is for the title.
 */
export function whoGives(reading: string, answer: string): { by: string; options: MockOptions }[] {
  const giving = RULED[reading]?.[answer];
  if (!giving) throw new Error(`no reading ${reading} with an answer ${answer}`);
  const other = PROFILES.find(profile => !giving.includes(profile)) as Profile;
  return [
    ...giving.map(profile => ({ by: `the profile ${profile}`, options: { profile } })),
    { by: `${reading}=${answer}`, options: { profile: other, readings: { [reading]: answer } } },
  ];
}
