import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { apiDefinitions, storedCollections } from '../../src/apis/index.js';
import { loadContract } from '../../src/contract/index.js';
import { formatted, type Schema, typescriptOf } from './typescript-of.js';

const WRITTEN =
  '// Written by test/guardians/types.test.ts; after a change of a schema: npx vitest run <that file> --update\n\n';

/** The schemas of the control plane whose types the library shows, with all that they refer to. */
const SHOWN = [
  'AddedRule',
  'Clock',
  'ClockChange',
  'Criteria',
  'Request',
  'RequestPage',
  'Scenario',
  'Scenarios',
  'Settings',
];

test('the types of records are what the schemas of the collections are', async () => {
  const declared = new Map<string, string>();
  const apis = Object.entries(apiDefinitions).map(([api, { collections }]) => {
    const stored = storedCollections(loadContract(api));
    const members = Object.keys(collections).map(name => {
      const [, schema = ''] = /^schemas\/(.+)\.json#$/.exec(stored[name]?.schema ?? '') ?? [];
      const type = capital(api) + capital(name.replace(/s$/, ''));
      declared.set(
        type,
        `/** A record of ${api}'s ${name}, as it is stored. */\nexport type ${type} = ${recordOf(api, schema)};\n`,
      );
      return `${name}: ${type};`;
    });
    return `${api}: { ${members.join('\n')} };`;
  });
  const all = `/** The type of the records of each collection, by API. */\nexport type RecordTypes = { ${apis.join('\n')} };\n`;
  const code = WRITTEN + [...declared.values(), all].join('\n');
  await expect(await formatted(code)).toMatchFileSnapshot('../../src/apis/record-types.ts');
});

/** The schemas whose types the console reads: of requests and rules, of comparisons and of what is understood, and of all else. */
const READ_OF_SERVERS = ['Comparison', 'ComparisonOptions', 'Imported', 'Inference', 'OverridingResources'];
const READ_OF_REQUESTS = ['AddedRule', 'Request', 'Rule', 'RulePreview', 'Rules', 'SummaryPage'];
const READ = [
  'Apis',
  'ChangedRecords',
  'Check',
  'CheckOptions',
  'Checks',
  'Clock',
  'ClockChange',
  'Collection',
  'Collections',
  'Readings',
  'Differences',
  'RecordPage',
  'Sandbox',
  'Sandboxes',
  'Scenarios',
  'Settings',
  'Snapshots',
  'SourceDocument',
  'State',
  'Statements',
  'Tokens',
];

test.each([
  ['the library', SHOWN, '../../src/app/admin-types.ts'],
  ['the console', READ, '../../src/console/page/data/admin-types.ts'],
  ['its requests and rules', READ_OF_REQUESTS, '../../src/console/page/data/request-types.ts'],
  ['its servers', READ_OF_SERVERS, '../../src/console/page/data/server-types.ts'],
])('the types of the control plane are for %s what its description has', async (_, names, file) => {
  const { components } = load(readFileSync('src/admin/openapi.yaml', 'utf8')) as Described;
  const declared = new Map<string, string>();
  const declare = (name: string): string => {
    const schema = components.schemas[name];
    if (declared.has(name) || !schema) return name;
    declared.set(name, '');
    const doc = schema.description ? `/** ${schema.description} */\n` : '';
    const type = typescriptOf(schema, ref => declare(ref.split('/').at(-1) ?? ''));
    declared.set(name, `${doc}export type ${name} = ${type};\n`);
    return name;
  };
  names.forEach(declare);
  const code = WRITTEN + [...declared.values()].join('\n');
  await expect(await formatted(code)).toMatchFileSnapshot(file);
});

type Described = { components: { schemas: Record<string, Schema> } };

/** A record's type, with what its schema takes from another. */
function recordOf(api: string, name: string): string {
  return typescriptOf(merged(api, name), ref => typescriptOf(merged(api, ref.replace(/\.json$/, '')), ref2 => ref2));
}

function merged(api: string, name: string): Schema {
  const schema = JSON.parse(readFileSync(`contracts/${api}/schemas/${name}.json`, 'utf8')) as Schema;
  const [{ $ref = '' } = {}] = schema.allOf ?? [];
  if ($ref === '') return schema;
  const base = merged(api, $ref.replace(/\.json$/, ''));
  const required = [...(base.required ?? []), ...(schema.required ?? [])];
  const { allOf: _, ...rest } = schema;
  return { ...base, ...rest, properties: { ...base.properties, ...schema.properties }, required };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
