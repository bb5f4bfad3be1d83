import { parseMediaType } from '../request/media-type.js';
import type { SourcePlace } from '../source-place.js';
import type { ReadContext } from './reading.js';

/** A media type in lower case. Text that is none, or that no header can have, is read as JSON, with a warning. */
export function readMediaType(text: string, place: SourcePlace, { warnings }: ReadContext): string {
  if (/^[\x20-\x7e]+$/.test(text) && parseMediaType(text)) return text.toLowerCase();
  warnings.add(place, `has the media type ${JSON.stringify(text)}, which is none; application/json is used`);
  return 'application/json';
}
