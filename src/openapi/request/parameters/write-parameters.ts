import type { Parameter, ParameterIn } from '../../operation.js';
import { encodeText, type WrittenPair, writePairs, writeStyledText } from '../text/write-text.js';

export type WrittenParameters = {
  /** The encoded segments of the path, by the name in the template. */
  path: Readonly<Record<string, string>>;
  /** The encoded query, without the question mark. */
  search: string;
  /** The names are in lower case. */
  headers: Readonly<Record<string, string>>;
};

/** Writes the values of parameters as a request has them; the inverse of `parameterReader`. Undefined values are left out. */
export function writeParameters(
  parameters: readonly Parameter[],
  values: Partial<Readonly<Record<ParameterIn, Readonly<Record<string, unknown>>>>>,
): WrittenParameters {
  const [path, headers]: [string, string][][] = [[], []];
  const [query, cookies]: WrittenPair[][] = [[], []];
  for (const parameter of parameters) {
    const { name, in: place, mediaType } = parameter;
    const given = values[place];
    const value = given && Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) continue;
    const [text, writing] =
      mediaType === undefined
        ? [value, parameter]
        : [mediaType.includes('json') ? JSON.stringify(value) : value, { name, style: 'form', explode: true } as const];
    if (place === 'path') path?.push([name, writeStyledText(text, writing, encodeText)]);
    else if (place === 'header') headers?.push([name.toLowerCase(), writeStyledText(text, writing, unchanged)]);
    else if (place === 'query') query?.push(...writePairs(text, writing, encodeText));
    // every server divides cookies at semicolons, and few at the ampersands of the style form
    else cookies?.push(...writePairs(text, { ...writing, style: 'form' }, encodeText));
  }
  if (cookies && cookies.length > 0) headers?.push(['cookie', joinPairs(cookies, '; ')]);
  return {
    path: Object.fromEntries(path ?? []),
    search: joinPairs(query ?? [], '&'),
    headers: Object.fromEntries(headers ?? []),
  };
}

function joinPairs(pairs: readonly WrittenPair[], delimiter: string): string {
  return pairs.map(([name, text]) => `${name}=${text}`).join(delimiter);
}

function unchanged(text: string): string {
  return text;
}
