import { basename } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { APIS, contractFile, schemaFilesOf } from './contract-files.js';

describe.each(APIS)('the schema files of %s', api => {
  const files = schemaFilesOf(api);

  test.each(files)('%s is a valid schema that a plain validator can use', file => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false });
    ajv.addFormat('date-time', true);
    for (const other of files) ajv.addSchema(contractFile(api, other) as object, basename(other));
    expect(ajv.getSchema(basename(file))).toBeTypeOf('function');
  });

  test.each(files)('%s names its dialect and what it is, and is known by its place alone', file => {
    const schema = contractFile(api, file) as Record<string, unknown>;
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema.title).toBeTruthy();
    expect(schema.description).toBeTruthy();
    expect(schema).not.toHaveProperty('$id');
  });
});
