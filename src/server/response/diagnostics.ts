import type { HeaderList } from '../context/header-list.js';
import { REPEATED_PARAMETERS, UNKNOWN_FIELDS, UNKNOWN_PARAMETERS } from './send-response.js';

/** The most characters of a diagnostics header, since its names come from the client. */
const MOST_NAMED = 1000;

/** The headers that name what the contract does not know of, and parameters of which values were dropped, percent-encoded. */
export function diagnostics(
  parameters: readonly string[],
  fields: readonly string[],
  repeated: readonly string[] = NOTHING,
): HeaderList {
  if (parameters.length === 0 && fields.length === 0 && repeated.length === 0) return NOTHING;
  return [
    ...(parameters.length > 0 ? [UNKNOWN_PARAMETERS, named(parameters)] : []),
    ...(repeated.length > 0 ? [REPEATED_PARAMETERS, named(repeated)] : []),
    ...(fields.length > 0 ? [UNKNOWN_FIELDS, named(fields)] : []),
  ];
}

const NOTHING: HeaderList = [];

/** Stands for the names that are not listed. */
const MORE = '...';
const SEPARATOR = ', ';

/** As many whole names as there is room for. */
function named(names: readonly string[]): string {
  const list: string[] = [];
  let room = MOST_NAMED - MORE.length;
  for (const name of names) {
    const encoded = encodeURIComponent(name.slice(0, MOST_NAMED).toWellFormed());
    room -= encoded.length + SEPARATOR.length;
    if (room < 0) return [...list, MORE].join(SEPARATOR);
    list.push(encoded);
  }
  return list.join(SEPARATOR);
}
