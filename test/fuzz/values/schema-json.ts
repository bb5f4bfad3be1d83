import * as fc from 'fast-check';
import type { ApiDescription } from '../../../src/contract/index.js';
import { valueAt } from '../../../src/kernel/index.js';
import { hostileName, hostileText } from './hostile-text.js';
import { objectText, oddJson } from './json-text.js';

type Schema = ApiDescription['document'];

type Known = {
  /** The document in which references are looked up. */
  document: Schema;
  /** JSON texts for a word that say more than its schema does, if there are any. */
  named(word: string): fc.Arbitrary<string> | undefined;
  /** Keys for objects whose keys are anybody's. */
  keys: fc.Arbitrary<string>;
};

/** More optional words at once would mostly contradict each other. */
const MOST_OPTIONAL = { maxLength: 3 };

/** JSON that a schema allows, or nearly: now and then a value is odd, a word is missing, or one is there that nobody knows. */
export function schemaJson(schema: unknown, known: Known): fc.Arbitrary<string> {
  const { $ref, oneOf, enum: choices, const: only, ...rest } = (schema === true ? {} : schema) as Schema;
  if (typeof $ref === 'string') return schemaJson(valueAt(known.document, $ref.slice(1)), known);
  if (Array.isArray(oneOf)) return fc.oneof(...oneOf.map(one => schemaJson(one, known)));
  if (only !== undefined) return fc.constant(JSON.stringify(only));
  if (Array.isArray(choices)) return fc.constantFrom(...choices).map(choice => JSON.stringify(choice));
  const { type, properties, additionalProperties, items } = rest;
  if (properties) return objectJson(rest, known);
  if (type === 'object') return mapJson(additionalProperties ?? {}, known);
  if (type === 'array')
    return fc.array(schemaJson(items, known), { maxLength: 3 }).map(texts => `[${texts.join(',')}]`);
  return scalarJson(rest);
}

function objectJson({ properties, required = [] }: Schema, known: Known): fc.Arbitrary<string> {
  const needed = new Set(required as string[]);
  const entries = Object.entries(properties as Record<string, unknown>).map(([word, schema]) => ({
    isNeeded: needed.has(word),
    entry: fc.tuple(fc.constant(word), oddly(known.named(word) ?? schemaJson(schema, known))),
  }));
  const firm = fc.tuple(...entries.filter(({ isNeeded }) => isNeeded).map(({ entry }) => entry));
  const loose = entries.filter(({ isNeeded }) => !isNeeded).map(({ entry }) => entry);
  const sound = fc.tuple(firm, loose.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...loose), MOST_OPTIONAL));
  return fc.oneof(
    { weight: 20, arbitrary: sound.map(all => objectText(all.flat())) },
    { weight: 1, arbitrary: sound.map(([, optional]) => objectText(optional)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(sound, hostileName, oddJson)
        .map(([all, name, json]) => objectText([...all.flat(), [name, json]])),
    },
  );
}

/** An object whose keys are anybody's. */
function mapJson(values: unknown, known: Known): fc.Arbitrary<string> {
  return fc.array(fc.tuple(known.keys, schemaJson(values, known)), { maxLength: 3 }).map(objectText);
}

function scalarJson({ type, format, minimum, maximum }: Schema): fc.Arbitrary<string> {
  const range = { min: Number(minimum ?? -10), max: Number(maximum ?? 1000) };
  if (type === 'boolean') return fc.constantFrom('true', 'false');
  if (type === 'integer') return fc.oneof(fc.integer(range), fc.constantFrom(range.min, range.max)).map(String);
  if (type === 'number') {
    const within = fc.double({ ...range, noNaN: true });
    return fc.oneof(within, fc.constantFrom(range.min, range.max)).map(number => JSON.stringify(number));
  }
  if (format === 'date-time') return fc.constantFrom(...TIMES).map(time => JSON.stringify(time));
  return type === 'string' ? fc.oneof(fc.constant('x'), hostileText).map(text => JSON.stringify(text)) : oddJson;
}

const TIMES = ['2018-02-14T15:59:45.142396+00:00', '2031-05-01T14:00:00.5+02:00', '0001-01-01T00:00:00Z'];

/** Now and then something else. */
function oddly(fitting: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof({ weight: 24, arbitrary: fitting }, { weight: 1, arbitrary: oddJson });
}
