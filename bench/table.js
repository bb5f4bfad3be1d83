/** A target of a value: at least or at most so much. @typedef {{ value: number, least?: number, most?: number }} Target */

/**
 * A table of the report: its columns are the names that its rows have, target and verdict last.
 * @typedef {{ title: string, rows: Record<string, string>[], notes?: string[] }} Table
 */

const LAST = ['target', 'verdict'];

/**
 * A table as markdown; a cell that a row does not have is a dash.
 * @param {Table} table
 */
export function markdown({ title, rows, notes = [] }) {
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const columns = [...names.filter(name => !LAST.includes(name)), ...LAST];
  const lines = [columns, columns.map(() => '---'), ...rows.map(row => columns.map(column => row[column] || '–'))];
  return [
    `### ${title}`,
    '',
    ...lines.map(cells => `| ${cells.join(' | ')} |`),
    '',
    ...notes.map(note => `${note}\n`),
  ].join('\n');
}

/**
 * Whether all targets are met; nothing where there are none.
 * @param {Target[]} targets
 */
export function verdict(targets) {
  if (targets.length === 0) return '';
  const isMet = targets.every(({ value, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }) => {
    return value >= least && value <= most;
  });
  return isMet ? 'met' : '**missed**';
}

/**
 * A number with separators, and with so many digits behind the point.
 * @param {number} value
 * @param {number} [digits]
 */
export function number(value, digits = 0) {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/**
 * A rate per second; slow ones have a digit behind the point.
 * @param {number} value
 */
export function rate(value) {
  return number(value, value < 100 ? 1 : 0);
}

/**
 * How many times.
 * @param {number} value
 */
export function times(value) {
  return `${number(value, 2)} ×`;
}
