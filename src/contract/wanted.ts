import type { ErrorObject } from 'ajv';

/** What a schema's word asks of a value, as a person says it: `a boolean`, `one of "agent", "client"`. */
export function wantedBy({ keyword, params, message = 'be valid' }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return [params.type].flat().map(nounOf).join(' or ');
    case 'const':
      return JSON.stringify(params.allowedValue);
    case 'enum':
      return `one of ${params.allowedValues.map((value: unknown) => JSON.stringify(value)).join(', ')}`;
    case 'format':
      return FORMATS[params.format] ?? `a text of the format ${params.format}`;
    case 'pattern':
      return `a text that matches ${params.pattern}`;
    case 'required':
      return 'a value';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `no key ${params.additionalProperty ?? params.unevaluatedProperty}`;
    case 'minimum':
      return `at least ${params.limit}`;
    case 'maximum':
      return `at most ${params.limit}`;
    case 'minLength':
    case 'maxLength':
      return sized(keyword, params.limit, 'character');
    case 'minItems':
    case 'maxItems':
      return sized(keyword, params.limit, 'item');
    default:
      return `a value that ${message}`;
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'a date such as 2018-02-14',
  'date-time': 'a time such as 2018-02-14T10:23:08+00:00',
};

function nounOf(type: string): string {
  if (type === 'null') return 'null';
  if (type === 'array') return 'a list';
  return type === 'string' ? 'a text' : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

function sized(keyword: string, limit: number, noun: string): string {
  return `${keyword.startsWith('min') ? 'at least' : 'at most'} ${limit} ${noun}${limit === 1 ? '' : 's'}`;
}
