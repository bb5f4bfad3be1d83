import { describe, expect, test } from 'vitest';
import { loadContract, PROFILES } from '../../src/contract/index.js';
import { playedApi, seen } from './played-api.js';

const PLAYED = ['dnl', 'acefone'].flatMap(api => PROFILES.map(profile => ({ api, profile })));

describe.each(PLAYED)('$api in the profile $profile', ({ api, profile }) => {
  const { operations, outcome, expired } = playedApi(api, { profile });
  const outcomes = loadContract(api).operations.flatMap(operation =>
    [...operation.statuses].flatMap(status =>
      [undefined, ...operation.examples(status)].map(example => ({ operation, id: operation.id, status, example })),
    ),
  );

  test.each(outcomes)(
    'answers $id $status as $example, as the contract allows',
    ({ operation, id, status, example }) => {
      const [answered, text] = seen(outcome(id, status, example));
      expect(answered).toBe(status);
      expect(operation.violations({ status, mediaType: 'application/json', body: JSON.parse(text) })).toEqual([]);
    },
  );

  test.each(operations)('refuses an expired token on $id, as the contract allows', operation => {
    const [status, text] = seen(expired(operation.id));
    expect(status).toBe(401);
    expect(operation.violations({ status, mediaType: 'application/json', body: JSON.parse(text) })).toEqual([]);
  });

  test.each(operations)('has no other outcome of $id', ({ id, statuses }) => {
    const [status = 0] = statuses;
    expect(outcome(id, 418)).toBeUndefined();
    expect(outcome(id, status, 'x')).toBeUndefined();
    expect(outcome(id, 418, 'wrong-token')).toBeUndefined();
  });
});
