import { generateValue, VALUES_TIME } from '../../../fake/index.js';
import { type DescribedSchema, type Example, type Parameter, SchemaView } from '../../../openapi/index.js';

/** A value that a parameter may have: an example of the description, or else one that is made from its schema. */
export function valueForParameter({ name, schema, examples }: Parameter): unknown {
  const value =
    validExamples(schema, examples)[0] ?? generateValue(schema, { seed: name, name, now: VALUES_TIME })?.value;
  // an empty text in a path would be another path
  return value === '' ? 'x' : value;
}

/** The examples that their schema allows. */
export function validExamples(schema: DescribedSchema, examples: readonly Example[]): unknown[] {
  return examples
    .map(example => example.value())
    .filter(value => value !== undefined && schema.validate(value).length === 0);
}

/** The most values of one parameter that are sent. */
const MAX_VALUES = 8;

/** Values that a parameter may have: its examples, or a made one; each value of an enum; and those at its bounds. */
export function valuesOfParameter(parameter: Parameter): unknown[] {
  const { schema, examples } = parameter;
  const view = new SchemaView(schema);
  const item = view.types.has('array') ? view.items : view;
  const single = [...(item?.enum ?? []), ...[item?.minimum, item?.maximum]];
  const wrap = (value: unknown) => (view.types.has('array') ? [value] : value);
  const given = validExamples(schema, examples);
  const bounds = single.filter(value => value !== undefined && value !== null).map(wrap);
  const all = [...(given.length > 0 ? given : [valueForParameter(parameter)]), ...bounds];
  const valid = all.filter(value => value !== undefined && schema.validate(value).length === 0);
  return [...new Map(valid.map(value => [JSON.stringify(value), value])).values()].slice(0, MAX_VALUES);
}

/** A key that its schema allows and that no record should have; undefined where none could be made. */
export function unknownKey({ name, schema }: Parameter): unknown {
  const made = generateValue(schema, {
    seed: 'a key that no record has',
    name,
    now: VALUES_TIME,
    examples: false,
  })?.value;
  const candidates = [987_654_321, 'no-such-key-9f8e7d', made];
  return candidates.find(value => value !== undefined && value !== '' && schema.validate(value).length === 0);
}
