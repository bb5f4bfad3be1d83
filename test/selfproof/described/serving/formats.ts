/** Whether text is a date of the calendar: `2026-02-28`. */
export function isDate(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && day > 0;
}

const INSTANT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;

/** Whether text is a time with its offset, as RFC 3339 writes it; a leap second ends a day of UTC. */
export function isInstant(text: string): boolean {
  const [, date, , second] = INSTANT.exec(text) ?? [];
  if (date === undefined || !isDate(date)) return false;
  return second !== '60' || new Date(toInstant(text)).toISOString().slice(11, 19) === '23:59:59';
}

/** A time in milliseconds since 1970; a leap second is the second before. */
export function toInstant(text: string): number {
  return Date.parse(text.toUpperCase().replace(/^(.{17})60/, '$159'));
}

export function isEmail(text: string): boolean {
  return /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z\d]([a-z\d-]*[a-z\d])?$/i.test(
    text,
  );
}

export function isUuid(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}
