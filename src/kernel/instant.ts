/** A point in time: whole microseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

const FORM =
  /^(\d{4}-\d\d-\d\d)(?:[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d)))?$/;

/**
 * Reads an RFC 3339 date-time with its offset, or a date alone as its midnight in UTC; undefined for any other text.
 * Decimals after the sixth are cut off, or rounded up where that is asked for.
 */
export function parseInstant(text: string, rounding: 'down' | 'up' = 'down'): Instant | undefined {
  const parts = FORM.exec(text);
  if (!parts) return undefined;
  const [, date = '', hours = '0', minutes = '0', seconds = '0', fraction = '', sign, offsetHours, offsetMinutes] =
    parts;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // Date.parse lets 30 February pass as 2 March
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return undefined;
  const offset = sign === undefined ? 0 : (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1);
  const wholeSeconds = midnight / 1000 + Number(hours) * 3600 + (Number(minutes) - offset) * 60 + Number(seconds);
  return wholeSeconds * 1e6 + microseconds(fraction, rounding);
}

/** Prints an instant as the documents do: UTC, six decimals, `+00:00`. */
export function formatInstant(instant: Instant): string {
  const micros = ((instant % 1e6) + 1e6) % 1e6;
  const seconds = new Date((instant - micros) / 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(micros).padStart(6, '0')}+00:00`;
}

/** The decimals of a second as whole microseconds. */
function microseconds(decimals: string, rounding: 'down' | 'up'): number {
  const whole = Number(decimals.slice(0, 6).padEnd(6, '0'));
  return rounding === 'up' && /[1-9]/.test(decimals.slice(6)) ? whole + 1 : whole;
}
