import { expect, test } from 'vitest';
import { hasColor } from '../../src/cli/serve/serve.js';

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ TERM: 'dumb' }, true, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: 'false' }, true, false],
  [{ FORCE_COLOR: '3', NO_COLOR: '1' }, false, true],
])('with %j, where it is %s that the output is a terminal, it is %s that it has colours', (env, isTTY, expected) => {
  expect(hasColor({ isTTY }, env)).toBe(expected);
});
