// Knows made data: values for any schema, the sources of realistic records (faker, decks, fixtures), and scenarios.
// Refuses to know stores, servers, the real clock, and which API its records are of.
export { hasRecords, readScenarios, type Scenario } from './scenario.js';
export { createDeck, type Faker, newFaker } from './sources/faker.js';
export { readFixture } from './sources/fixture.js';
export { acceptsValue } from './values/accepts-value.js';
export { generateValue, VALUES_TIME } from './values/generate-value.js';
export type { GenerateOptions } from './values/make/run.js';
export { type Mended, mendValue } from './values/mend-value.js';
export { nameOfThing, splitWords } from './values/words/by-name.js';
export { drawFaker, type FakerCall, fakerIssue } from './values/words/faker-call.js';
export { singular } from './values/words/singular.js';
