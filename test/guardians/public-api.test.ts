import { expect, test } from 'vitest';
import * as understudy from '../../src/index.js';
import * as forPlaywright from '../../src/playwright.js';
import * as forVitest from '../../src/vitest.js';

test('the package exports what its page names and nothing else', () => {
  expect(Object.keys(understudy).sort()).toEqual(['Problem', 'createMock']);
  expect(Object.keys(forVitest)).toEqual(['contractSuite', 'descriptionSuite']);
  expect(Object.keys(forPlaywright)).toEqual(['mockFixtures']);
});
