import type { Faker } from '../../../fake/index.js';

/** The keys of an Acefone user that name the person. */
type AcefonePerson = { name: string; email: string; login_id: string };

// Written out, because faker's English locale has no Indian names, and a second locale would take time to load.
const FIRST_NAMES =
  'Aarav Aditi Amit Ananya Anil Deepa Divya Farhan Gaurav Harsh Isha Karan Kavita Lakshmi Manish Neha Nikhil Pooja Priya Rahul Ravi Rohan Sameer Sanjay Shreya Sneha Sunita Suresh Tanvi Vikram'.split(
    ' ',
  );
const LAST_NAMES =
  'Agarwal Banerjee Bhatt Chopra Das Desai Fernandes Ghosh Gupta Iyer Joshi Kapoor Khan Kulkarni Kumar Mehta Menon Mishra Patel Pillai Rao Reddy Saxena Sharma Singh Thomas Verma Yadav'.split(
    ' ',
  );

/** Creates so many people with different names. */
export function acefonePeople(faker: Faker, count: number): AcefonePerson[] {
  const names = faker.helpers.uniqueArray(
    () => `${faker.helpers.arrayElement(FIRST_NAMES)} ${faker.helpers.arrayElement(LAST_NAMES)}`,
    count,
  );
  return names.map(name => {
    const login_id = name.toLowerCase().replace(' ', '.');
    return { name, email: `${login_id}@example.com`, login_id };
  });
}

/** The ids and numbers that the platform assigns in ascending order. */
type AcefoneNumbers = { id: string; agent_id: string; intercom: string; extension: string };

/** The account's part of agent ids and extensions, after `05` or `06`. */
const ACCOUNT = '0284237';
/** The last digits of the agent in the documented request that is not user 288256. */
const DOCUMENTED_TAIL = 261;
/** The fixtures contain users 288255 and 288256 with agents 1 and 2. */
const LAST_FIXTURE_ID = 288_256;

/** Creates the numbers of so many more users; one of them always has the documented agent. */
export function acefoneNumbers(faker: Faker, count: number): AcefoneNumbers[] {
  const ids = pickRising(faker, { count, from: LAST_FIXTURE_ID + 1, to: 299_999 });
  const tails = [
    DOCUMENTED_TAIL,
    ...pickRising(faker, { count, from: 3, to: 420 }).filter(tail => tail !== DOCUMENTED_TAIL),
  ]
    .slice(0, count)
    .sort((a, b) => a - b);
  return ids.map((id, at) => {
    const tail = String(tails[at]).padStart(4, '0');
    const intercom = String(1003 + at);
    return { id: String(id), agent_id: `05${ACCOUNT}${tail}`, intercom, extension: `06${ACCOUNT}${tail}` };
  });
}

function pickRising(faker: Faker, { count, from, to }: { count: number; from: number; to: number }): number[] {
  const range = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return faker.helpers.arrayElements(range, count).sort((a, b) => a - b);
}
