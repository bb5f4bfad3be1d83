import type { HeaderList } from '../context/header-list.js';
import { REPEATED_PARAMETERS, UNKNOWN_FIELDS, UNKNOWN_PARAMETERS } from './send-response.js';

/** How many characters a diagnostics header may have: its names come from the client. */
const MAX_LENGTH = 1000;

/** The headers that name, percent-encoded, unknown parameters and fields, and repeated parameters with dropped values. */
export function diagnostics(
  parameters: readonly string[],
  fields: readonly string[],
  repeated: readonly string[] = NOTHING,
): HeaderList {
  if (parameters.length === 0 && fields.length === 0 && repeated.length === 0) return NOTHING;
  return [
    ...(parameters.length > 0 ? [UNKNOWN_PARAMETERS, encodeNames(parameters)] : []),
    ...(repeated.length > 0 ? [REPEATED_PARAMETERS, encodeNames(repeated)] : []),
    ...(fields.length > 0 ? [UNKNOWN_FIELDS, encodeNames(fields)] : []),
  ];
}

const NOTHING: HeaderList = [];

/** In the place of the names that are left out. */
const MORE = '...';
const SEPARATOR = ', ';

/** Encodes as many whole names as fit. */
function encodeNames(names: readonly string[]): string {
  const list: string[] = [];
  let room = MAX_LENGTH - MORE.length;
  for (const name of names) {
    const encoded = encodeURIComponent(name.slice(0, MAX_LENGTH).toWellFormed());
    room -= encoded.length + SEPARATOR.length;
    if (room < 0) return [...list, MORE].join(SEPARATOR);
    list.push(encoded);
  }
  return list.join(SEPARATOR);
}
