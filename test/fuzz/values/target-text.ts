import * as fc from 'fast-check';
import { hostileText } from './hostile-text.js';

/** The most characters of a part of a target, so that several of them do not fill the room for headers. */
const LONGEST = 1500;

/** Text as a part of a path or query: percent-encoded, half so, or wrongly. All of it is printable ASCII. */
export const targetText: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 6, arbitrary: hostileText.map(text => encodeURIComponent(text.toWellFormed())) },
    { weight: 2, arbitrary: hostileText.map(asIs) },
    { weight: 1, arbitrary: hostileText.map(text => asIs(text.replaceAll(/./gs, escaped))) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '%',
        '%%',
        '%z',
        '%zz',
        '%ff',
        '%c0%ae',
        '%ed%a0%80',
        '%00',
        '%2e%2e',
        '%2f',
        '%252f',
        '%u0041',
        '+',
        '&&',
        '=',
        '[]',
        '.',
      ),
    },
  )
  .map(text => text.slice(0, LONGEST));

/** Only what no request line can hold is encoded, and what would end a path or begin a fragment is left out. */
function asIs(text: string): string {
  return text
    .replaceAll(/[^\x21-\x7e]/gu, letter => encodeURIComponent(letter.toWellFormed()))
    .replaceAll(/[?#/&]/g, '');
}

function escaped(letter: string): string {
  return `%${(letter.charCodeAt(0) & 0xff).toString(16).padStart(2, '0')}`;
}
