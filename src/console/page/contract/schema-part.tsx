import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { StatementEntry } from '../data/admin-types.js';
import { useLoaded } from '../data/load.js';
import type { BundledDescription } from '../detail/describe-operation.js';
import { type OutlinedSchema, outlineSchema } from '../detail/outline-schema.js';
import { ProblemNote } from '../shell/problem-note.js';
import { schemaRows } from './places.js';
import { PlacesView } from './places-view.js';

type Schemas = Readonly<Record<string, OutlinedSchema & { description?: string }>>;
type SchemaProps = {
  api: string;
  name: string;
  description: BundledDescription;
  statements: readonly StatementEntry[];
};

/** One schema: of the description, or a file of the contract that it does not need. */
export function SchemaPart({ api, name, description, statements }: SchemaProps): JSX.Element {
  const { components, definitions } = description as { components?: { schemas?: Schemas }; definitions?: Schemas };
  const own = components?.schemas?.[name] ?? definitions?.[name];
  const file = useLoaded<Schemas[string]>(
    own ? undefined : `/apis/${encodeURIComponent(api)}/schemas/${encodeURIComponent(name)}.json`,
  );
  const schema = own ?? file.value;
  const pointer = definitions?.[name] ? `/definitions/${name}` : `/components/schemas/${name}`;
  const sections = useMemo(() => {
    if (!schema) return [];
    const type = outlineSchema(description, schema)[0] ?? '';
    const root = { pointers: [pointer], depth: 0, name, type, isRequired: false, description: schema.description };
    return [{ title: 'Schema', rows: [root, ...schemaRows(description, schema, pointer, 1)] }];
  }, [schema, description, pointer, name]);
  if (!schema) return file.problem ? <ProblemNote problem={file.problem} /> : <div class="skeleton" />;
  return (
    <>
      <h2>{name}</h2>
      <PlacesView sections={sections} statements={statements} />
    </>
  );
}
