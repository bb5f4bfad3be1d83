import { expect, test } from 'vitest';
import { seededData } from '../../../../src/app/seeded-data.js';
import { shippedApis } from '../../../app/all-definitions.js';
import { spawnServer } from '../../../store/killable-server.js';
import { temporaryFolder } from '../../../store/things.js';

const PATH = '/__admin/records/dnl/users';

test.each([2, 1000])(
  '%d records that were acknowledged in the place of others are there after kill -9',
  async count => {
    const folder = temporaryFolder();
    const records = [...(seededData(shippedApis, { seed: 7, records: count }).collections['dnl.users'] ?? [])];
    const first = spawnServer(folder);
    const replaced = await fetch((await first.listening()) + PATH, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ records }),
    });
    expect(replaced.status).toBe(204);
    await first.kill();
    const second = spawnServer(folder);
    const read = await fetch((await second.listening()) + PATH);
    expect(await read.json()).toEqual({ records });
  },
);
