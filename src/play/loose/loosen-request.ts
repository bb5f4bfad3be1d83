import type { Operation, QueryParameter } from '../../contract/index.js';
import { parseExactJson, replaceEscapedWhitespace } from '../../kernel/index.js';
import { coerce } from '../../openapi/index.js';
import { coercionOf, createNormalizer, type LooseRules, singleParameters } from './loose-rules.js';

/** Puts in requests to any description what its schemas expect, before they are read as it says. */
export type Loosener = {
  query(search: string, operation: Operation): LoosenedQuery;
  /** A body; only one of JSON changes. */
  body(bytes: Buffer, operation: Operation, mediaType: string | undefined): Buffer;
};

/** A query with one value for each parameter, and those of which any value counts, each value as a query. */
export type LoosenedQuery = { search: string; repeated: ReadonlyMap<string, readonly string[]> };

type Pair = { name: string; text: string; written: string };

/** Creates what loosens requests as rules say. */
export function createLoosener(rules: LooseRules): Loosener {
  const { repeated = 'refuse', query = {}, body = {} } = rules.requests ?? {};
  const single = singleParameters(rules);
  const normalize = createNormalizer(rules);
  const { boolean: toBoolean } = coercionOf(query.booleans ? { booleans: query.booleans } : {});
  const coercion = {
    ...coercionOf(body),
    forbiddenNulls: body.nulls ?? ('refuse' as const),
    unknownMembers: 'keep' as const,
  };
  return {
    query(search, operation) {
      if (search === '') return { search, repeated: NONE };
      const pairs = loosened(
        search
          .split('&')
          .filter(pair => pair !== '')
          .map(readPair),
        operation,
      );
      const last = new Map(pairs.map((pair, at) => [pair.name, at]));
      const all = new Map<string, string[]>();
      const left = pairs.filter(({ name, written }, at) => {
        if (repeated === 'refuse' || !isScalar(operation.query.get(name))) return true;
        if (repeated === 'any' && !single.has(name)) all.set(name, [...(all.get(name) ?? []), written]);
        return last.get(name) === at;
      });
      for (const [name, values] of all) if (values.length < 2) all.delete(name);
      return { search: left.map(({ written }) => written).join('&'), repeated: all };
    },
    body(bytes, { body: described }, mediaType = 'application/json') {
      if (!described || !/[/+]json\b/i.test(mediaType)) return bytes;
      const text = bytes.toString();
      const forgiven = body.escapedWhitespace === 'forgive' ? replaceEscapedWhitespace(text) : text;
      const own = parse(text);
      const parsed = own ?? parse(forgiven);
      // numbers that JavaScript cannot keep would be others afterwards
      if (!parsed || parsed.inexact.length > 0) return bytes;
      const read = JSON.stringify(coerce(parsed.value, { shape: described.shape, coercion, unknown: [] }));
      return own && read === JSON.stringify(parsed.value) ? bytes : Buffer.from(read);
    },
  };

  function loosened(pairs: readonly Pair[], operation: Operation): Pair[] {
    const last = new Map(
      pairs.filter(({ name }) => isScalar(operation.query.get(name))).map(({ name, text }) => [name, text]),
    );
    normalize?.(last);
    const places = new Map(pairs.map(({ name }, at) => [name, at]));
    return pairs.map((pair, at) => {
      const { name, text } = pair;
      const parameter = operation.query.get(name);
      if (!isScalar(parameter)) return pair;
      const meant = (places.get(name) === at ? last : normalizedAlone(name, text)).get(name) ?? text;
      const { types } = parameter.shape;
      const value = types.has('boolean') && !types.has('string') ? String(toBoolean?.(meant) ?? meant) : meant;
      return value === text
        ? pair
        : { name, text: value, written: `${encodeURIComponent(name)}=${encodeURIComponent(value)}` };
    });
  }

  function normalizedAlone(name: string, text: string): Map<string, string> {
    const alone = new Map([[name, text]]);
    normalize?.(alone);
    return alone;
  }
}

const NONE: LoosenedQuery['repeated'] = new Map();

function isScalar(parameter: QueryParameter | undefined): parameter is QueryParameter {
  return parameter !== undefined && !parameter.shape.types.has('array') && !parameter.shape.types.has('object');
}

function readPair(written: string): Pair {
  const [[name = '', text = ''] = []] = [...new URLSearchParams(written)];
  return { name, text, written };
}

function parse(text: string): ReturnType<typeof parseExactJson> | undefined {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}
