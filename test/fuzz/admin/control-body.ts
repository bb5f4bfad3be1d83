import * as fc from 'fast-check';
import type { Operation } from '../../../src/contract/index.js';
import { hostileText } from '../values/hostile-text.js';
import { brokenJson, objectText, oddJson } from '../values/json-text.js';
import { rarely } from '../values/rarely.js';
import { schemaJson } from '../values/schema-json.js';
import { anyBytes } from '../values/shaped-json.js';
import { bodySchemaOf, DESCRIPTION, schemaNamed, WORDS } from './control-plane.js';
import { anyNamedValue, controlKeys, namedValue } from './control-words.js';
import { recordsJson, type StoredRecords } from './stored-records.js';

/** The bytes of a body for an operation of the control plane: fitting, nearly so, or not at all. */
export function controlBody(operation: Operation, stored?: StoredRecords): fc.Arbitrary<Uint8Array> {
  const named = (word: string) => (stored && word === 'records' ? recordsJson(stored) : namedValue(word));
  const known = { document: DESCRIPTION, named, keys: controlKeys };
  const fitting = fc.oneof(...schemasOf(operation).map(schema => schemaJson(schema, known)));
  return fc.oneof(
    { weight: 12, arbitrary: fitting.map(encoded) },
    { weight: 3, arbitrary: wordyJson.map(encoded) },
    { weight: 1, arbitrary: oddJson.map(encoded) },
    { weight: 1, arbitrary: brokenJson.map(encoded) },
    { weight: 1, arbitrary: rarely(anyBytes).map(bytes => bytes ?? encoded('')) },
  );
}

/** What a rule does; it is refused without any. */
const WAYS = ['answer', 'fault', 'rateLimit', 'expireTokens', 'delay'];

/** More exactly than the description has it, so that more bodies are accepted. */
function schemasOf(operation: Operation): readonly unknown[] {
  if (operation.id !== 'addRule') return [bodySchemaOf(operation) ?? true];
  return WAYS.map(way => ({ ...schemaNamed('Rule'), required: ['match', way] }));
}

/** JSON in the words of the control plane, put together anyhow. */
export const wordyJson: fc.Arbitrary<string> = fc.letrec<{ object: string; value: string }>(tie => ({
  object: fc.array(fc.tuple(fc.constantFrom(...WORDS), tie('value')), { maxLength: 5 }).map(objectText),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyNamedValue,
    fc.constantFrom('1', '0', '-1', '1e9', '0.5', 'true', 'null', '"fixed"', '"EMPTY_RESPONSE"', '429', '200'),
    hostileText.map(text => JSON.stringify(text)),
    oddJson,
    tie('object'),
    fc.array(tie('value'), { maxLength: 3 }).map(texts => `[${texts.join(',')}]`),
  ),
})).object;

function encoded(text: string): Uint8Array {
  return Buffer.from(text);
}
