import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

export type Schema = {
  description?: string;
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema | true>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema | true;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};

const PLAIN: Readonly<Record<string, string>> = {
  integer: 'number',
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  null: 'null',
};

/** A JSON Schema as a type of TypeScript; `typeOf` says what a reference stands for. */
export function typescriptOf(schema: Schema | true, typeOf: (ref: string) => string): string {
  if (schema === true) return 'unknown';
  const inner = (one: Schema | true) => typescriptOf(one, typeOf);
  const { $ref, type, properties, additionalProperties: others } = schema;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map(value => JSON.stringify(value)).join(' | ');
  const all = schema.anyOf ?? schema.oneOf;
  if (all) return all.map(inner).join(' | ');
  if ($ref !== undefined && !properties) return typeOf($ref);
  if (Array.isArray(type)) return type.map(one => inner({ ...schema, type: one })).join(' | ');
  if (type === 'array') return `Array<${inner(schema.items ?? true)}>`;
  if (properties) {
    const members = Object.entries(properties).map(([name, member]) => memberOf(name, { member, schema, inner }));
    return `{\n${members.join('\n')} }`;
  }
  if (type === 'object') return `Record<string, ${typeof others === 'object' ? inner(others) : 'unknown'}>`;
  return type === undefined ? 'unknown' : (PLAIN[type] ?? 'unknown');
}

function memberOf(
  name: string,
  { member, schema, inner }: { member: Schema | true; schema: Schema; inner: (one: Schema | true) => string },
): string {
  const doc = member !== true && member.description ? `/** ${member.description} */\n` : '';
  const isRequired = schema.required?.includes(name) ?? false;
  const written = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
  return `${doc}${written}${isRequired ? '' : '?'}: ${inner(member)};`;
}

/** Code in the form of the house. */
export function formatted(code: string): Promise<string> {
  return new Promise((answer, reject) => {
    const biome = resolve('node_modules/.bin/biome');
    const child = execFile(biome, ['format', '--stdin-file-path=src/app/types.ts'], (error, stdout) =>
      error ? reject(error) : answer(stdout),
    );
    child.stdin?.end(code);
  });
}
