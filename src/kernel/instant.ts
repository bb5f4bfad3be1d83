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
  const seconds = (instant - micros) / 1e6;
  const day = Math.floor(seconds / 86_400);
  const second = seconds - day * 86_400;
  const time = `${digits(second / 3600, 2)}:${digits((second / 60) % 60, 2)}:${digits(second % 60, 2)}`;
  return `${dateOf(day)}T${time}.${digits(micros / 1000, 3)}${digits(micros % 1000, 3)}+00:00`;
}

// Printing dates takes most of the time of seeding many users, so that its parts are looked up.
const NUMBERS = { 2: numbers(100, 2), 3: numbers(1000, 3) };
const DATES_KEPT = 10_000;
const dates = new Map<number, string>();

function digits(value: number, width: 2 | 3): string {
  return NUMBERS[width][Math.floor(value)] as string;
}

function numbers(count: number, width: number): string[] {
  return Array.from({ length: count }, (_, value) => String(value).padStart(width, '0'));
}

/** The date of a day counted from 1970-01-01. */
function dateOf(day: number): string {
  let date = dates.get(day);
  if (date === undefined) {
    date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    if (dates.size === DATES_KEPT) dates.clear();
    dates.set(day, date);
  }
  return date;
}

/** The decimals of a second as whole microseconds. */
function microseconds(decimals: string, rounding: 'down' | 'up'): number {
  const whole = Number(decimals.slice(0, 6).padEnd(6, '0'));
  return rounding === 'up' && /[1-9]/.test(decimals.slice(6)) ? whole + 1 : whole;
}
