import type { Faker } from '@faker-js/faker';

/** The ids and numbers that the platform gives out; they rise together, for all are given in order. */
export type AcefoneNumbers = { id: string; agent_id: string; intercom: string; extension: string };

/** What all agents of one account have in common: `05`, the account. Extensions have `06` instead. */
const ACCOUNT = '0284237';
/** The agent of the documented request who is not user 288256. */
const DOCUMENTED_TAIL = 261;
/** The fixtures hold users 288255 and 288256 with agents 1 and 2. */
const LAST_FIXTURE_ID = 288_256;

/** The numbers of that many more users; the documented agent is always among them. */
export function acefoneNumbers(faker: Faker, count: number): AcefoneNumbers[] {
  const ids = rising(faker, { count, from: LAST_FIXTURE_ID + 1, to: 299_999 });
  const tails = [
    DOCUMENTED_TAIL,
    ...rising(faker, { count, from: 3, to: 420 }).filter(tail => tail !== DOCUMENTED_TAIL),
  ]
    .slice(0, count)
    .sort((a, b) => a - b);
  return ids.map((id, at) => {
    const tail = String(tails[at]).padStart(4, '0');
    const intercom = String(1003 + at);
    return { id: String(id), agent_id: `05${ACCOUNT}${tail}`, intercom, extension: `06${ACCOUNT}${tail}` };
  });
}

function rising(faker: Faker, { count, from, to }: { count: number; from: number; to: number }): number[] {
  const range = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return faker.helpers.arrayElements(range, count).sort((a, b) => a - b);
}
