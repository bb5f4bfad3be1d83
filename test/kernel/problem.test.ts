import { describe, expect, test } from 'vitest';
import { Problem, type ProblemCode, problems } from '../../src/kernel/index.js';

describe.each(Object.keys(problems) as ProblemCode[])('The problem %s', code => {
  const { title, fix, status } = problems[code];

  test('has the form of application/problem+json, with our code and fix', () => {
    expect(JSON.parse(JSON.stringify(new Problem(code, 'What happened.')))).toEqual({
      type: 'about:blank',
      title,
      status,
      detail: 'What happened.',
      code,
      fix,
    });
  });

  test('says what it is and what to do, and has a status of an error', () => {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(fix).toMatch(/^[A-Z].*\.$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
  });
});

test('A problem is an error that keeps its cause, and may have a separate fix', () => {
  const cause = new Error('EACCES');
  const problem = new Problem('data-unusable', 'No.', { cause, fix: 'Try a door.' });
  expect(problem).toBeInstanceOf(Error);
  expect([problem.name, problem.message, problem.cause, problem.fix]).toEqual(['Problem', 'No.', cause, 'Try a door.']);
  expect('cause' in new Problem('data-unusable', 'No.')).toBe(false);
});
