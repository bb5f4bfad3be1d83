import { describe } from 'vitest';
import { createMock, type Profile } from '../../../src/index.js';
import { contractSuite } from '../../../src/vitest.js';

const PROFILES: readonly Profile[] = ['documented', 'consistent', 'observed'];

/** A seeded user of Acefone. */
const SUBJECT = '288256';

// our own mock is judged by the documents, in every profile
for (const profile of PROFILES) {
  const mock = await createMock({ profile });
  // Acefone's mock as the root, since its documented paths begin with /v1, too
  const acefone = await createMock({ profile, defaultApi: 'acefone' });

  describe(`the mock in the profile ${profile}`, () => {
    const { admin, nonAdmin } = mock.tokens.dnl;
    contractSuite({ target: mock.app, api: 'dnl', token: admin, nonAdminToken: nonAdmin });
    contractSuite({
      target: acefone.app,
      api: 'acefone',
      token: acefone.tokens.acefone.account,
      subject: SUBJECT,
    });
  });
}
