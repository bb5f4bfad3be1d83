import { isObject } from '../../../kernel/index.js';
import type { Parameter } from '../../operation.js';
import type { DescribedSchema, JsonSchema } from '../../schema/described-schema.js';
import { settleTree } from '../text/settle-tree.js';
import { readTextShape } from '../text/text-shape.js';

/** The defaults of parameters, by name. One that breaks its schema is left out, since no request could send it. */
export function readDefaults(parameters: readonly Parameter[]): Readonly<Record<string, unknown>> {
  // a parameter may be called __proto__
  return Object.fromEntries(
    parameters.flatMap(({ name, schema }) => {
      const value = readDefault(schema);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function readDefault(schema: DescribedSchema): unknown {
  const value = findDefault(schema.read(), schema, new Set());
  if (value === undefined || schema.validate(value).length === 0) return value;
  if (typeof value !== 'string') return undefined;
  // many descriptions write `default: "20"` for an integer
  const settled = settleTree(value, { schema, shape: readTextShape(schema) });
  return settled.issues.length === 0 ? settled.value : undefined;
}

/** The default of a schema, or of one that it consists of. */
function findDefault(json: JsonSchema, schema: DescribedSchema, seen: Set<JsonSchema>): unknown {
  if (!isObject(json) || seen.has(json)) return undefined;
  seen.add(json);
  if (json.default !== undefined) return json.default;
  const parts = [
    ...(typeof json.$ref === 'string' ? [schema.resolve(json.$ref)] : []),
    ...listOf(json.allOf),
    ...onlyChoice(listOf(json.anyOf)),
    ...onlyChoice(listOf(json.oneOf)),
  ];
  for (const part of parts) {
    const found = findDefault(part, schema, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The schema beside `null`: so a nullable schema is written. Of several choices none has the default of all. */
function onlyChoice(choices: readonly JsonSchema[]): readonly JsonSchema[] {
  const others = choices.filter(choice => !isObject(choice) || choice.type !== 'null');
  return others.length === 1 ? others : [];
}

function listOf(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? value : [];
}
