import { formatPointer, isObject, parsePointer, valueAt } from '../../kernel/index.js';
import { documentsOf } from '../load/load-documents.js';
import { Warnings } from '../load/warnings.js';
import { type SourcePlace, splitPlace } from '../source-place.js';
import type { JsonSchema } from './described-schema.js';
import { normalizeSchema } from './normalize-schema.js';

const ENTRY = 'openapi.json';

/**
 * Makes one JSON Schema document of draft 2020-12, with the named schemas of a bundled description of any version as its
 * `$defs`. What a schema refers to elsewhere in the description gets a name, too.
 */
export function schemaDocument(bundled: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const warnings = new Warnings();
  const documents = documentsOf(bundled, { entry: ENTRY, warnings });
  const section = /^2\b/.test(String(bundled.swagger)) ? ['definitions'] : ['components', 'schemas'];
  const schemas = valueAt(bundled, formatPointer(section));
  const names = new Map<SourcePlace, string>(
    Object.keys(isObject(schemas) ? schemas : {}).map(name => [`${ENTRY}#${formatPointer([...section, name])}`, name]),
  );
  const refer = (place: SourcePlace) => {
    const name = names.get(place) ?? uniqueName(place, [...names.values()]);
    names.set(place, name);
    return `#/$defs/${encodeURIComponent(formatPointer([name.toWellFormed()]).slice(1))}`;
  };
  const siblingsCount = /^3\.[1-9]/.test(String(bundled.openapi));
  const context = { documents, warnings, direction: undefined, siblingsCount, refer, onSchema: () => {} };
  const definitions: [name: string, schema: JsonSchema][] = [];
  // the loop also visits the places that it adds to the map
  for (const [place, name] of names) definitions.push([name, normalizeSchema(documents.at(place), place, context)]);
  const title = valueAt(bundled, '/info/title');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...(typeof title === 'string' && { title }),
    // a schema may be called __proto__
    $defs: Object.fromEntries(definitions),
  };
}

/** A name for a schema that has none: the last name of its place. */
function uniqueName(place: SourcePlace, taken: readonly string[]): string {
  const wanted = parsePointer(splitPlace(place).pointer).at(-1) ?? 'schema';
  let name = wanted;
  for (let number = 2; taken.includes(name); number++) name = `${wanted}-${number}`;
  return name;
}
