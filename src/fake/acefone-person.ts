import type { Faker } from '@faker-js/faker';

/** The keys of an Acefone user that say who it is. */
export type AcefonePerson = { name: string; email: string; login_id: string };

// Written out, because faker's en instance knows no Indian names and one locale is enough to load.
const FIRST_NAMES =
  'Aarav Aditi Amit Ananya Anil Deepa Divya Farhan Gaurav Harsh Isha Karan Kavita Lakshmi Manish Neha Nikhil Pooja Priya Rahul Ravi Rohan Sameer Sanjay Shreya Sneha Sunita Suresh Tanvi Vikram'.split(
    ' ',
  );
const LAST_NAMES =
  'Agarwal Banerjee Bhatt Chopra Das Desai Fernandes Ghosh Gupta Iyer Joshi Kapoor Khan Kulkarni Kumar Mehta Menon Mishra Patel Pillai Rao Reddy Saxena Sharma Singh Thomas Verma Yadav'.split(
    ' ',
  );

/** That many people with distinct names. */
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
