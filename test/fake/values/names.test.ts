import { describe, expect, test } from 'vitest';
import { generateValue, singular, splitWords } from '../../../src/fake/index.js';
import type { JsonSchema } from '../../../src/openapi/index.js';
import { describeSchema, NOW } from './describe-schema.js';

function makeMembers(properties: Record<string, JsonSchema>, name = 'user', seed = 3): Record<string, unknown> {
  return generateValue(describeSchema({ type: 'object', properties }), { seed, now: NOW, name })?.value as Record<
    string,
    unknown
  >;
}

describe('the name of a member', () => {
  test.each<[name: string, schema: JsonSchema, expected: RegExp]>([
    ['email', { type: 'string' }, /^[a-z.]+@example\.(com|net|org)$/],
    ['phoneNumber', { type: 'string' }, /^\+1\d{10}$/],
    ['msisdn', { type: 'string', pattern: '^[1-9]\\d+$' }, /^1\d{10}$/],
    ['sip_uri', { type: 'string' }, /^sip:[a-z.]+@/],
    ['imei', { type: 'string' }, /^\d{15}$/],
    ['imsi', { type: 'string' }, /^\d{15}$/],
    ['extension', { type: 'string' }, /^\d{4}$/],
    ['codec', { type: 'string' }, /^(PCMU|PCMA|G722|opus)$/],
    ['countryCode', { type: 'string' }, /^[A-Z]{2}$/],
    ['country', { type: 'string', maxLength: 2 }, /^[A-Z]{2}$/],
    ['country', { type: 'string', pattern: '^[A-Z]{3}$' }, /^[A-Z]{3}$/],
    ['currency', { type: 'string' }, /^[A-Z]{3}$/],
    ['zip', { type: 'string' }, /^\d{5}$/],
    ['timezone', { type: 'string' }, /^\w+\/\w+$/],
    ['locale', { type: 'string' }, /^[a-z]{2}-[A-Z]{2}$/],
    ['language', { type: 'string' }, /^[a-z]{2}$/],
    ['avatarUrl', { type: 'string' }, /^https:\/\/images\./],
    ['website', { type: 'string' }, /^https:\/\/www\./],
    ['ip_address', { type: 'string' }, /^192\.0\.2\.\d+$/],
    ['mac', { type: 'string' }, /^([\da-f]{2}:){5}[\da-f]{2}$/],
    ['slug', { type: 'string' }, /^[a-z-]+$/],
    ['created_at', { type: 'string' }, /^\d{4}-\d\d-\d\dT[\d:]{8}Z$/],
    ['birthDate', { type: 'string' }, /^(19|20)\d\d-\d\d-\d\d$/],
    ['created_at', { type: 'integer' }, /^1[67]\d{8}$/],
    ['duration', { type: 'integer' }, /^\d{2,4}$/],
    ['age', { type: 'integer' }, /^\d\d$/],
    ['price', { type: 'number' }, /^\d+(\.\d\d?)?$/],
    ['is_active', { type: 'boolean' }, /^true$/],
    ['deleted', { type: 'boolean' }, /^false$/],
    ['color', { type: 'string', pattern: '^#[0-9a-f]{6}$' }, /^#[0-9a-f]{6}$/],
    ['mimeType', { type: 'string' }, /^\w+\/\w+$/],
    ['file_name', { type: 'string' }, /\.pdf$/],
    ['emails', { type: 'array', items: { type: 'string' } }, /@example/],
  ])('%s %j', (name, schema, expected) => {
    for (let seed = 0; seed < 5; seed++)
      expect(String(makeMembers({ [name]: schema }, 'user', seed)[name])).toMatch(expected);
  });

  test('is read with what it belongs to', () => {
    const { name, first_name, last_name, email } = makeMembers({
      name: { type: 'string' },
      first_name: { type: 'string' },
      last_name: { type: 'string' },
      email: { type: 'string' },
    });
    expect(name).toBe(`${first_name} ${last_name}`);
    expect(email).toContain(
      String(last_name)
        .toLowerCase()
        .replace(/[^a-z]/g, ''),
    );
  });

  test('orders times: born, created, updated, now, expired', () => {
    const text = { type: 'string', format: 'date-time' };
    for (let seed = 0; seed < 20; seed++) {
      const times = makeMembers(
        { date_of_birth: text, created_at: text, updatedAt: text, expires_at: text },
        'token',
        seed,
      );
      const all = [...Object.values(times).slice(0, 3), '2026-11-30T12:00:00Z', times.expires_at] as string[];
      expect(all).toEqual([...all].sort());
    }
  });

  test('gives way to the limits of the schema', () => {
    expect(makeMembers({ email: { type: 'string', maxLength: 3 } }).email).toHaveLength(3);
    expect(makeMembers({ description: { type: 'string', maxLength: 20 } }).description).toMatch(/^.{1,20}$/);
    expect(makeMembers({ age: { type: 'integer', minimum: 500 } }).age).toBeGreaterThanOrEqual(500);
  });
});

test('names are split into words', () => {
  expect(['createdAt', 'created_at', 'CREATED-AT', 'userIDs', 'e164Number', '@type'].map(splitWords)).toEqual([
    'created at',
    'created at',
    'created at',
    'user ids',
    'e164 number',
    'type',
  ]);
});

test('one of many has the singular', () => {
  expect(['users', 'entries', 'addresses', 'boxes', 'status', 'uris', 'analysis', 'data'].map(singular)).toEqual([
    'user',
    'entry',
    'address',
    'box',
    'status',
    'uri',
    'analysis',
    'data',
  ]);
});
