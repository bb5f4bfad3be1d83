import { UNKNOWN_FIELDS, UNKNOWN_PARAMETERS } from './reply.js';

/** The most characters of a diagnostics header, since its names come from the client. */
const MOST_NAMED = 1000;

/** The headers that name what the contract does not know of, percent-encoded; undefined where there is nothing to name. */
export function diagnostics(
  parameters: readonly string[],
  fields: readonly string[],
): Record<string, string> | undefined {
  if (parameters.length === 0 && fields.length === 0) return undefined;
  return {
    ...(parameters.length > 0 && { [UNKNOWN_PARAMETERS]: named(parameters) }),
    ...(fields.length > 0 && { [UNKNOWN_FIELDS]: named(fields) }),
  };
}

/** Tells that there are more names than are listed. */
const MORE = ', ...';

/** As many whole names as there is room for. */
function named(names: readonly string[]): string {
  let list = '';
  for (const name of names) {
    const longer = `${list}${list && ', '}${encodeURIComponent(name.slice(0, MOST_NAMED).toWellFormed())}`;
    if (longer.length > MOST_NAMED - MORE.length) return list + MORE;
    list = longer;
  }
  return list;
}
