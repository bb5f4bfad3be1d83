import type { Readings } from '../../contract/index.js';
import { withEscapedWhitespace } from '../../kernel/index.js';

/** Reads the printed curls as a shell sends them, if the reading escaped-whitespace forgives them their literal `\t`. */
export function mendBody(readings: Readings): (text: string) => string {
  return readings.answer('escaped-whitespace') === 'forgive' ? withEscapedWhitespace : text => text;
}
