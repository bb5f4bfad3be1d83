/** A test of a value of a filter, or a sentence that says what is wrong with it. */
type Test<T> = ((value: T) => boolean) | string;

/** Tests for any of the values between commas. */
export function oneOf<T>(values: string, parse: (value: string) => Test<T>): Test<T> {
  const tests = values
    .split(',')
    .filter(value => value !== '')
    .map(parse);
  const wrong = tests.find(test => typeof test === 'string');
  if (wrong !== undefined) return wrong;
  return value => tests.some(test => typeof test === 'function' && test(value));
}

/** Tests a text, whatever its case; `*` stands for anything. */
export function wildcard(pattern: string): (text: string) => boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  const expression = new RegExp(`^${escaped}$`, 'is');
  return text => expression.test(text);
}

/** Tests a number: `404`, `>100`, `<=20`; undefined for anything else. */
export function comparison(text: string): ((value: number) => boolean) | undefined {
  const [, sign = '', digits = ''] = /^([<>]=?)?(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (digits === '') return undefined;
  const number = Number(digits);
  return SIGNS[sign]?.(number);
}

const SIGNS: Readonly<Record<string, (number: number) => (value: number) => boolean>> = {
  '': number => value => value === number,
  '<': number => value => value < number,
  '<=': number => value => value <= number,
  '>': number => value => value > number,
  '>=': number => value => value >= number,
};

/** Tests a status: `404`, `4xx`, `>=500`, or `none` where the connection closed before. */
export function statusTest(text: string): Test<number> {
  if (text.toLowerCase() === 'none') return status => status === 0;
  const [, hundreds] = /^([1-5])xx?$/i.exec(text) ?? [];
  if (hundreds !== undefined) return status => Math.floor(status / 100) === Number(hundreds);
  return comparison(text) ?? 'status: takes such as 404, 4xx, >=500 or none.';
}
