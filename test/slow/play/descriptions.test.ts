import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_RECORDS } from '../../../src/app/index.js';
import { createMock } from '../../../src/index.js';
import { loadDescription } from '../../../src/openapi/index.js';
import { sampleRequest } from '../../../src/play/index.js';
import { createResources, decideResources } from '../../../src/resource/index.js';
import { writeFiles } from '../../openapi/files.js';
import { DESCRIPTIONS_FOLDER, PUBLIC_DESCRIPTIONS } from '../../openapi/public-descriptions.js';
import { sendTo } from '../../play/play.js';

/** The share of operations that must respond to a plausible request as they document success. */
const MIN_SHARE = 0.98;

const NOW = Date.UTC(2026, 10, 30);

type Outcome = { operation: string; isGood: boolean; status: number; text: string };

/** Sends a plausible request to each operation of a description. */
async function run(
  file: string,
  { dynamic }: { dynamic: boolean },
): Promise<{ outcomes: Outcome[]; failures: string[] }> {
  const path = join(DESCRIPTIONS_FOLDER, file);
  const failures: string[] = [];
  const mock = await createMock({
    descriptions: [path],
    allowRefs: [DESCRIPTIONS_FOLDER],
    validateResponses: true,
    dynamic,
    clock: () => NOW,
    onFailure: ({ message }) => failures.push(message),
  });
  try {
    const url = await mock.listen();
    const [[api = '', basePath = ''] = []] = Object.entries(mock.basePaths);
    const description = await loadDescription(path, { allowRefs: [DESCRIPTIONS_FOLDER] });
    const { resources } = decideResources(description);
    const { sampleKeys: keys } = createResources({
      ...{ description, resources, api, seed: mock.seed, records: DEFAULT_RECORDS, unknownParents: 'refuse' },
    });
    const outcomes: Outcome[] = [];
    for (const [at, operation] of description.operations.entries()) {
      const sample = sampleRequest(operation, { api, seed: mock.seed, keys });
      const documents = (first: string) => operation.responses.some(({ status }) => status.startsWith(first));
      const success = documents('2') || documents('default') ? 2 : 3;
      const { status, text } = sample
        ? // in a sandbox of its own, since one operation may delete what the next one needs
          await sendTo(url, { ...sample, path: `/~s${at}${basePath}${sample.path}`, body: sample.body as Buffer })
        : { status: 0, text: 'no sample request' };
      outcomes.push({
        operation: operation.id,
        isGood: Math.floor(status / 100) === success,
        status,
        text: text.replaceAll(url, 'http://mock'),
      });
    }
    return { outcomes, failures };
  } finally {
    await mock.close();
  }
}

describe.skipIf(!existsSync(DESCRIPTIONS_FOLDER))(
  existsSync(DESCRIPTIONS_FOLDER)
    ? 'Each public description'
    : 'The public descriptions, which need their folder in UNDERSTUDY_DESCRIPTIONS, are not played',
  () => {
    test.each(PUBLIC_DESCRIPTIONS)('%s becomes one document with the same operations', async file => {
      const description = await loadDescription(join(DESCRIPTIONS_FOLDER, file), { allowRefs: [DESCRIPTIONS_FOLDER] });
      const folder = writeFiles({ 'api.json': description.bundle() });
      const alone = await loadDescription(join(folder, 'api.json'));
      expect([alone.files, alone.unread.size]).toEqual([['api.json'], 0]);
      expect(alone.warnings().length).toBe(description.warnings().length);
      const names = [description, alone].map(({ operations }) =>
        operations.map(({ id, method, path, responses }) => [id, method, path, responses.map(({ status }) => status)]),
      );
      expect(names[1]).toEqual(names[0]);
    });

    test.each(PUBLIC_DESCRIPTIONS)('%s responds to a plausible request per operation, with examples', async file => {
      const [first, again] = [await run(file, { dynamic: false }), await run(file, { dynamic: false })];
      expectGood(first);
      expect(again.outcomes).toEqual(first.outcomes);
    });

    test.each(PUBLIC_DESCRIPTIONS)('%s responds to a plausible request per operation, with made values', async file => {
      expectGood(await run(file, { dynamic: true }));
    });
  },
);

function expectGood({ outcomes, failures }: Awaited<ReturnType<typeof run>>): void {
  expect(failures).toEqual([]);
  expect(outcomes.length).toBeGreaterThan(0);
  const wrong = outcomes.filter(({ isGood }) => !isGood);
  if (wrong.length > outcomes.length * (1 - MIN_SHARE)) expect(wrong).toEqual([]);
}
