import type * as fc from 'fast-check';
import { hostileText } from '../values/hostile-text.js';

/** What may stand as the value of a header: no control characters, each letter one byte. */
export const headerText: fc.Arbitrary<string> = hostileText.map(text =>
  Buffer.from(text.slice(0, LONGEST))
    .toString('latin1')
    .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, ''),
);

const LONGEST = 1000;
