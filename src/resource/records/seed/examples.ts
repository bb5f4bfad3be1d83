import { generateValue, VALUES_TIME } from '../../../fake/index.js';
import { isObject } from '../../../kernel/index.js';
import { chooseSuccess, type Description, SchemaView } from '../../../openapi/index.js';
import type { Resources } from '../../resources.js';
import { mendRecord } from '../complete.js';
import { keepDeclared } from '../declared.js';
import type { Kept } from '../kept.js';
import { readMember } from '../member-path.js';
import { isKey, type VisibleRecord, visibleKey } from '../stored.js';

/**
 * The records of a collection that the description itself shows: in examples of lists, then of single records, then of the
 * schema. What breaks the schema is mended. Of two with the same key, the later one adds what the first one lacks.
 */
export function findExamples(
  kept: Kept,
  { description, resources, seed }: { description: Description; resources: Resources; seed: string },
): VisibleRecord[] {
  const { view } = kept;
  const shown = [...documented(kept, description, resources), ...(view?.examples ?? [])].filter(isObject);
  // where only members have examples, a record is made of them
  if (shown.length === 0 && view && view.members.size > 0) {
    const options = { seed: `${seed} ${kept.name} example`, name: kept.name, now: VALUES_TIME };
    const made = generateValue(view.schema, options)?.value;
    const hasExamples = [...view.members.values()].some(({ value }) => value.examples.length > 0);
    if (hasExamples && isObject(made)) shown.push(made);
  }
  const records: VisibleRecord[] = [];
  const places = new Map<string, number>();
  for (const one of shown) {
    const record = keepDeclared(one, view) as VisibleRecord;
    const own = visibleKey(kept, record);
    const key = own === undefined ? undefined : String(own);
    const place = key === undefined ? undefined : places.get(key);
    if (place !== undefined) records[place] = { ...record, ...records[place] };
    else {
      if (key !== undefined) places.set(key, records.length);
      if (key !== undefined || !records.some(other => isSame(other, record))) records.push(record);
    }
  }
  return records.flatMap((record, at) => {
    const mended = mendRecord(view, record, `${seed} ${kept.name} example ${at}`);
    return mended ? [mended] : [];
  });
}

function isSame(left: VisibleRecord, right: VisibleRecord): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** The keys that the examples of path parameters have. */
export function documentedKeys(
  { name, rule: { key } }: Kept,
  { description, resources }: { description: Description; resources: Resources },
): (string | number)[] {
  if (key === undefined) return [];
  const keys = description.operations.flatMap(({ id, parameters }) => {
    const rule = resources.operations[id];
    const own = rule?.collection === name && rule.key?.in === 'path' ? rule.key.name : undefined;
    const named = own ?? rule?.parents?.[name];
    return parameters
      .filter(parameter => parameter.in === 'path' && parameter.name === named)
      .flatMap(({ schema, examples }) => [...examples.map(({ value }) => value()), ...new SchemaView(schema).examples]);
  });
  return [...new Set(keys.filter(isKey))];
}

/** What the examples of responses have in the place of the records. */
function documented(kept: Kept, description: Description, resources: Resources): unknown[] {
  const found = description.operations.flatMap(operation => {
    const rule = resources.operations[operation.id];
    if (rule?.collection !== kept.name || rule.response === undefined) return [];
    const path = rule.response;
    const contents = chooseSuccess(operation)?.response.contents ?? [];
    const values = contents.flatMap(({ examples }) => examples.map(({ value }) => readMember(value(), path)));
    return [{ isList: rule.does === 'list', values }];
  });
  const [lists, others] = [found.filter(({ isList }) => isList), found.filter(({ isList }) => !isList)];
  return [...lists, ...others].flatMap(({ values }) => values.flat());
}
