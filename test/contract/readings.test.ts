import { describe, expect, test } from 'vitest';
import { chooseReadings, loadContract, PROFILES, type Reading } from '../../src/contract/index.js';

const READINGS: Reading[] = [
  {
    id: 'colour',
    question: 'Which colour?',
    lines: ['page:1'],
    choices: [
      { id: 'red', means: 'red', value: { hex: '#f00' } },
      { id: 'blue', means: 'blue' },
    ],
    profiles: { documented: 'red', consistent: 'red', observed: 'blue' },
    judge: { accepts: 'any', means: 'any' },
  },
];

const choose = (profile: (typeof PROFILES)[number], chosen: Record<string, string> = {}) =>
  chooseReadings(READINGS, { profile, chosen });

describe('The choice of a reading', () => {
  test.each([
    ['documented', {}, 'red'],
    ['consistent', {}, 'red'],
    ['observed', {}, 'blue'],
    ['documented', { colour: 'blue' }, 'blue'],
    ['observed', { colour: 'red' }, 'red'],
    ['observed', { shape: 'round' }, 'blue'],
  ] as const)('in the profile %s with %j is %s', (profile, chosen, choice) => {
    expect(choose(profile, chosen).choice('colour')).toBe(choice);
  });

  test('carries its data, if it has any', () => {
    expect(choose('documented').value('colour')).toEqual({ hex: '#f00' });
    expect(choose('observed').value('colour')).toBeUndefined();
  });

  test.each(['green', '', 'Red', '__proto__'])('cannot be %j, and the problem names those it can be', choice => {
    expect(() => choose('documented', { colour: choice })).toThrow(
      expect.objectContaining({
        code: 'contract-invalid',
        message: `The reading colour has no choice ${choice}; its choices are red, blue.`,
      }),
    );
  });

  test('of an unknown reading is an error', () => {
    expect(() => choose('documented').choice('taste')).toThrow(expect.objectContaining({ code: 'contract-invalid' }));
    expect(() => choose('documented').value('taste')).toThrow('taste');
  });
});

describe.each(['dnl', 'acefone'])('The readings of %s', api => {
  const { readings } = loadContract(api);

  test.each(readings.map(reading => [reading.id, reading] as const))(
    '%s: every answer can be chosen, and every profile has one',
    (id, { choices, profiles }) => {
      expect(Object.keys(profiles)).toEqual([...PROFILES]);
      for (const profile of PROFILES) expect(choices.map(choice => choice.id)).toContain(profiles[profile]);
      for (const choice of choices) {
        const chosen = { [id]: choice.id };
        expect(chooseReadings(readings, { profile: 'documented', chosen }).choice(id)).toBe(choice.id);
      }
    },
  );
});

test('A contract that is not there is a problem that names it', () => {
  expect(() => loadContract('nobody')).toThrow(
    expect.objectContaining({ code: 'contract-invalid', message: expect.stringContaining('nobody') }),
  );
});
