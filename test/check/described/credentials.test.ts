import { join } from 'node:path';
import { expect, test } from 'vitest';
import { credentialsFor } from '../../../src/check/described/credentials.js';
import { loadDescribedApi } from '../../../src/check/described/described-api.js';
import { JudgedApi } from '../../../src/check/described/judged-api.js';
import type { Tokens } from '../../../src/check/index.js';
import { writeFiles } from '../../openapi/files.js';

/** How the credentials of a request are sent under one security scheme. */
async function sent(scheme: unknown, tokens: Tokens, identity: 'admin' | 'absent' | 'garbage' | 'longer' = 'admin') {
  const description = {
    openapi: '3.0.3',
    info: { title: 'Things', version: '1' },
    security: [{ main: [] }],
    paths: { '/things': { get: { operationId: 'list', responses: { 200: { description: 'ok' } } } } },
    components: { securitySchemes: { main: scheme } },
  };
  const described = await loadDescribedApi(join(writeFiles({ 'things.json': description }), 'things.json'));
  return credentialsFor(new JudgedApi(described, ''), identity, { tokens, use: { operation: 'list' } });
}

const token = 'a:secret';

test('the scheme says where a credential stands, and reports show a shell variable for it', async () => {
  const shown = '$UNDERSTUDY_TOKEN';
  expect(await sent({ type: 'http', scheme: 'bearer' }, { token })).toEqual({
    headers: { Authorization: { value: `Bearer ${token}`, shown: `Bearer ${shown}` } },
  });
  expect(await sent({ type: 'http', scheme: 'basic' }, { token })).toEqual({
    headers: { Authorization: { value: 'Basic YTpzZWNyZXQ=', shown: `Basic $(printf %s "${shown}" | base64)` } },
  });
  expect(await sent({ type: 'apiKey', in: 'header', name: 'X-Key' }, { token })).toEqual({
    headers: { 'X-Key': { value: token, shown } },
  });
  expect(await sent({ type: 'apiKey', in: 'query', name: 'key' }, { token })).toEqual({
    headers: {},
    query: { key: { value: token, shown } },
  });
  expect(await sent({ type: 'apiKey', in: 'cookie', name: 'key' }, { token })).toEqual({
    headers: { Cookie: { value: `key=${token}`, shown: `key=${shown}` } },
  });
});

test('a scheme has the credential that is given for it, or else the token', async () => {
  const bearer = { type: 'http', scheme: 'bearer' };
  const own = await sent(bearer, { token, schemes: { main: 'own' } });
  expect(own?.headers.Authorization).toEqual({ value: 'Bearer own', shown: 'Bearer $UNDERSTUDY_AUTH_MAIN' });
  const other = await sent(bearer, { token, schemes: { other: 'own' } });
  expect(other?.headers.Authorization).toMatchObject({ value: `Bearer ${token}` });
});

test('without credentials only requests without credentials are sent', async () => {
  const bearer = { type: 'http', scheme: 'bearer' };
  expect(await sent(bearer, {})).toBeUndefined();
  expect(await sent(bearer, {}, 'garbage')).toBeUndefined();
  expect(await sent(bearer, {}, 'absent')).toEqual({ headers: {} });
});

test('wrong credentials have the right form', async () => {
  const basic = await sent({ type: 'http', scheme: 'basic' }, { token }, 'garbage');
  expect(basic?.headers.Authorization).toMatchObject({
    value: `Basic ${Buffer.from('no-such-user:no-such-password').toString('base64')}`,
  });
  const longer = await sent({ type: 'http', scheme: 'bearer' }, { token }, 'longer');
  expect(longer?.headers.Authorization).toMatchObject({ value: `Bearer ${token}x` });
});
