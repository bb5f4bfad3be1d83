import { replaceEscapedWhitespace } from '../../kernel/index.js';
import { type Api, createLenientReader } from '../../server/index.js';
import { coercionOf, createNormalizer, type LooseRules, singleParameters } from './loose-rules.js';

/** Creates what reads plain queries and JSON bodies as loosely as rules say. */
export function createLooseReader(rules: LooseRules): Pick<Api, 'readParameters' | 'readBody'> {
  const { repeated = 'last', query = {}, body = {} } = rules.requests ?? {};
  return createLenientReader({
    coercion: { ...coercionOf(body), forbiddenNulls: body.nulls ?? 'refuse' },
    queryCoercion: coercionOf(query),
    repeats: { choice: repeated, single: singleParameters(rules) },
    normalizeQuery: createNormalizer(rules),
    parseLenientBody: body.escapedWhitespace === 'forgive' ? replaceEscapedWhitespace : undefined,
  });
}
