/** How many decimals a number is written with. */
export function countDecimals(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
}

/** Whether a number is a multiple as validators compute it, so that 0.07 is none of 0.01. */
export function isMultiple(value: number, step: number): boolean {
  const times = value / step;
  return Number.isInteger(times) && Math.abs(times) < 1e21;
}

/** The least common multiple of decimal numbers: 0.15 of 0.05 and 0.03. */
export function commonMultiple(steps: readonly number[]): { step: number; decimals: number } {
  const decimals = Math.max(...steps.map(countDecimals));
  const scale = 10 ** decimals;
  const whole = steps
    .map(step => Math.round(step * scale))
    .reduce((left, right) => (left / divisor(left, right)) * right);
  return { step: Number((whole / scale).toFixed(Math.min(decimals, 100))), decimals: Math.min(decimals, 100) };
}

function divisor(left: number, right: number): number {
  while (right !== 0) [left, right] = [right, left % right];
  return left;
}
