import { type Check, defineCheck, passes } from '../check.js';
import type { Known } from './known.js';
import { PATCH_USER, patchSomebody } from './steps.js';

const STATEMENT = 'patch.malformed';

/** Texts that are no JSON, and JSON that is no object. */
const TEXTS: Readonly<Record<string, string>> = {
  'no JSON': 'designation=Understudy',
  'half of an object': '{"designation":"Understudy"',
  'a list': '["designation"]',
  'a text': '"designation"',
};

/** Not stated; the reading malformed says what is accepted. */
export const malformedBody: Check<Known> = defineCheck<Known, null>({
  id: 'malformed-body',
  says: 'A body that is no JSON object is refused with 4xx.',
  cases: Object.entries(TEXTS).map(([id, text]) => ({
    id,
    operation: PATCH_USER,
    statements: [STATEMENT],
    steps: [patchSomebody({ text, expects: '4xx', formless: true })],
    expect: null,
  })),
  judge: () => [passes(STATEMENT)],
});
