import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadDescription } from '../../../src/openapi/index.js';
import { combineResources } from '../../../src/resource/file/combine-resources.js';
import { readResources } from '../../../src/resource/file/read-resources.js';
import { inferResources, writeResources } from '../../../src/resource/index.js';

/** The folder of the public descriptions, which are not part of the project. */
const FOLDER = process.env.UNDERSTUDY_DESCRIPTIONS ?? '';

test
  .skipIf(!existsSync(FOLDER))
  .each([
    'petstore-separate/spec/swagger.json',
    'swagger-petstore.yaml',
    'realworld.yaml',
    'museum.yaml',
    'nexmo-application/application.v2.yml',
    'camara-qod/API_definitions/quality-on-demand.yaml',
    'tmf629-customer.json',
    'supabase-auth.yaml',
    'jambonz.yaml',
    'spotify.yaml',
  ])('what is inferred of %s is the same after it was written and read', async file => {
  const description = await loadDescription(join(FOLDER, file), { allowRefs: [FOLDER] });
  const { resources, operations: reasons } = inferResources(description);
  const text = writeResources({ resources, reasons, description });
  const given = [readResources(text, { file: 'resources.yaml', description })];
  expect(combineResources({ collections: {}, operations: {} }, { given, description })).toEqual(resources);
  expect(combineResources(resources, { given, description })).toEqual(resources);
});
