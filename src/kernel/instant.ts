/** A point in time: whole microseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

const FORM =
  /^(\d{4}-\d\d-\d\d)(?:[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d)))?$/;

/**
 * Parses an RFC 3339 date-time with its offset, or a date as midnight in UTC; undefined for any other text.
 * Decimals after the sixth are cut off or, with `up`, rounded up.
 */
export function parseInstant(text: string, rounding: 'down' | 'up' = 'down'): Instant | undefined {
  const printed = parsePrinted(text);
  if (printed !== undefined) return printed;
  const parts = FORM.exec(text);
  if (!parts) return undefined;
  const [, date = '', hours = '0', minutes = '0', seconds = '0', fraction = '', sign, offsetHours, offsetMinutes] =
    parts;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // Date.parse lets 30 February pass as 2 March
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return undefined;
  const offset = sign === undefined ? 0 : (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1);
  const wholeSeconds = midnight / 1000 + Number(hours) * 3600 + (Number(minutes) - offset) * 60 + Number(seconds);
  return wholeSeconds * 1e6 + toMicroseconds(fraction, rounding);
}

/** Parses the exact form that `formatInstant` prints, which is the most frequent one; undefined for any other. */
function parsePrinted(text: string): Instant | undefined {
  if (text.length !== PRINTED.length) return undefined;
  for (const [at, code] of PUNCTUATION) if (text.charCodeAt(at) !== code) return undefined;
  const [year, month, day] = [readDigits(text, 0, 4), readDigits(text, 5, 7), readDigits(text, 8, 10)];
  const [hours, minutes, seconds] = [readDigits(text, 11, 13), readDigits(text, 14, 16), readDigits(text, 17, 19)];
  const midnight = Date.UTC(year, month - 1, day);
  // Date.UTC takes year 18 for 1918, and 30 February for 2 March
  if (!(year >= 100 && month <= 12 && day <= 31 && hours < 24 && minutes < 60 && seconds < 60)) return undefined;
  if (month === 0 || day === 0 || (day > 28 && new Date(midnight).getUTCDate() !== day)) return undefined;
  const instant = (midnight / 1000 + hours * 3600 + minutes * 60 + seconds) * 1e6 + readDigits(text, 20, 26);
  return Number.isNaN(instant) ? undefined : instant;
}

const PRINTED = '2018-02-14T15:59:45.142396+00:00';
const PUNCTUATION = [...PRINTED].flatMap((_, at) =>
  /[-T:.+]/.test(PRINTED[at] ?? '') || at > 26 ? [[at, PRINTED.charCodeAt(at)] as const] : [],
);

/** Reads digits of a text as a number; NaN if one of them is not a digit. */
function readDigits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** Formats an instant as the documents print it: UTC, six decimals, `+00:00`. */
export function formatInstant(instant: Instant): string {
  const micros = ((instant % 1e6) + 1e6) % 1e6;
  const seconds = (instant - micros) / 1e6;
  const day = Math.floor(seconds / 86_400);
  const second = seconds - day * 86_400;
  const time = `${formatDigits(second / 3600, 2)}:${formatDigits((second / 60) % 60, 2)}:${formatDigits(second % 60, 2)}`;
  return `${formatDate(day)}T${time}.${formatDigits(micros / 1000, 3)}${formatDigits(micros % 1000, 3)}+00:00`;
}

// Formatting dates takes most of the time of seeding many records, so their parts come from tables.
const NUMBERS = { 2: padNumbers(100, 2), 3: padNumbers(1000, 3) };
const MAX_DATES = 10_000;
/** A `Map` and not an LRU cache: reading is cheaper, and only dates across more than 27 years ever fill it. */
const dates = new Map<number, string>();

function formatDigits(value: number, width: 2 | 3): string {
  return NUMBERS[width][Math.floor(value)] as string;
}

function padNumbers(count: number, width: number): string[] {
  return Array.from({ length: count }, (_, value) => String(value).padStart(width, '0'));
}

/** The date of a day counted from 1970-01-01. */
function formatDate(day: number): string {
  let date = dates.get(day);
  if (date === undefined) {
    date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    if (dates.size === MAX_DATES) dates.clear();
    dates.set(day, date);
  }
  return date;
}

/** The decimals of a second as whole microseconds. */
function toMicroseconds(decimals: string, rounding: 'down' | 'up'): number {
  const whole = Number(decimals.slice(0, 6).padEnd(6, '0'));
  return rounding === 'up' && /[1-9]/.test(decimals.slice(6)) ? whole + 1 : whole;
}
