import { expect, test } from 'vitest';
import { BOOKSHOP } from '../bookshop/index.js';
import type { Finding, Judge, Judgement } from './judge.js';
import { formatMatrix } from './matrix.js';
import { prove } from './prove.js';

const EXPLICIT = firstId(BOOKSHOP.defects.filter(({ certainty }) => certainty === 'explicit'));
const DERIVED = firstId(BOOKSHOP.defects.filter(({ certainty }) => certainty === 'derived'));
const STEADY = firstId(BOOKSHOP.variants.filter(({ isUnsteady }) => !isUnsteady));
const UNSTEADY = firstId(BOOKSHOP.variants.filter(({ isUnsteady }) => isUnsteady));

const FINDING: Finding = { check: 'status', operation: 'listBooks', message: 'Odd.', got: '500', isFlaky: false };
const FLAKY: Finding = { ...FINDING, isFlaky: true };

type Case = [title: string, planted: { defect?: string; variant?: string }, found: Partial<Judgement>, counted: number];

const CASES: readonly Case[] = [
  ['a violation counts for an explicit defect', { defect: EXPLICIT }, { violations: [FINDING] }, 1],
  ['a warning does not count for an explicit defect', { defect: EXPLICIT }, { warnings: [FINDING] }, 0],
  ['a warning counts for a derived defect', { defect: DERIVED }, { warnings: [FINDING] }, 1],
  ['what was not seen again does not count for a defect', { defect: DERIVED }, { violations: [FLAKY] }, 0],
  ['a warning counts against a variant', { variant: STEADY }, { warnings: [FINDING] }, 1],
  ['what was not seen again counts against a steady variant', { variant: STEADY }, { violations: [FLAKY] }, 1],
  ['what was not seen again counts not against an unsteady one', { variant: UNSTEADY }, { violations: [FLAKY] }, 0],
  ['anything counts against the faithful server', {}, { warnings: [FLAKY] }, 1],
];

test.each(CASES)('%s', async (_, planted, found, counted) => {
  const { findings } = await prove({ server: BOOKSHOP, ...planted }, judging(found));
  expect(findings).toHaveLength(counted);
});

test('the matrix counts what was caught and accused', async () => {
  const text = formatMatrix([
    await prove({ server: BOOKSHOP }, judging({})),
    await prove({ server: BOOKSHOP, defect: EXPLICIT }, judging({ violations: [FINDING] })),
    await prove({ server: BOOKSHOP, defect: DERIVED }, judging({})),
    await prove({ server: BOOKSHOP, variant: STEADY }, judging({ warnings: [FINDING] })),
  ]);
  expect(text).toContain('bookshop: 1 of 2 caught, 1 of 2 accused');
  expect(text).toContain('1 of 2 defects caught, 1 of them at another operation');
  expect(text).toContain('1 of 1 explicit');
  expect(text).toContain(`bookshop ${DERIVED}  derived  SURVIVED at `);
  expect(text).toContain(`bookshop ${STEADY}  ACCUSED: status at listBooks: Odd. Got 500`);
});

/** A judge that finds always the same. */
function judging(found: Partial<Judgement>): Judge {
  return async () => ({ violations: [], warnings: [], requests: 1, ...found });
}

function firstId(all: readonly { id: string }[]): string {
  const [first] = all;
  if (!first) throw new Error('Failed to find anything of that kind in the bookshop.');
  return first.id;
}
