import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadDescription } from '../../../src/openapi/index.js';
import { combineResources } from '../../../src/resource/file/combine-resources.js';
import { readResources } from '../../../src/resource/file/read-resources.js';
import { inferResources, writeResources } from '../../../src/resource/index.js';
import { DESCRIPTIONS_FOLDER, PUBLIC_DESCRIPTIONS } from '../../openapi/public-descriptions.js';

test.skipIf(!existsSync(DESCRIPTIONS_FOLDER)).each(PUBLIC_DESCRIPTIONS)(
  'what is inferred of %s is the same after it was written and read',
  async file => {
    const description = await loadDescription(join(DESCRIPTIONS_FOLDER, file), { allowRefs: [DESCRIPTIONS_FOLDER] });
    const { resources, operations: reasons } = inferResources(description);
    const text = writeResources({ resources, reasons, description });
    const given = [readResources(text, { file: 'resources.yaml', description })];
    expect(combineResources({ collections: {}, operations: {} }, { given, description })).toEqual(resources);
    expect(combineResources(resources, { given, description })).toEqual(resources);
  },
);
