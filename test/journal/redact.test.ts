import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSecretName, redactHeaders, redactJson, redactText, redactUrl } from '../../src/journal/index.js';

describe('The name decides whether a value is secret', () => {
  test.each([
    ['passwd', true],
    ['Password', true],
    ['token', true],
    ['access_token', true],
    ['cdr_api_token', true],
    ['X-Auth-Token', true],
    ['Authorization', true],
    ['proxy-authorization', true],
    ['cookie', true],
    ['set-cookie', true],
    ['user[password]', true],
    ['password[]', true],
    ['token_type', false],
    ['name', false],
    ['password_form', true],
    ['passwordConfirm', true],
    ['old_passwd_hash', true],
    ['apiKey', true],
    ['APIKEY', true],
    ['api-key', true],
    ['X-Api-Key', true],
    ['api_keys', true],
    ['aws.secretAccessKey', true],
    ['private_key', true],
    ['secretKey2', true],
    ['secret', true],
    ['client_secret', true],
    ['clientsecret', true],
    ['session', true],
    ['X-Session-Id', true],
    ['sessionid', true],
    ['sig', true],
    ['X-Hub-Signature-256', true],
    ['jwt', true],
    ['otp', true],
    ['userPin', true],
    ['PIN', true],
    ['pwd', true],
    ['pass', true],
    ['passphrase', true],
    ['passcode', true],
    ['credentials', true],
    ['X-Amz-Credential', true],
    ['token[0]', true],
    ['pinned', false],
    ['shipping', false],
    ['spin', false],
    ['passenger', false],
    ['bypass', false],
    ['compass', false],
    ['pass_count', false],
    ['secretary', false],
    ['secret_santa', false],
    ['session_count', false],
    ['obsession', false],
    ['design', false],
    ['signature_required', false],
    ['max_tokens', false],
    ['pincode', false],
    ['key', false],
    ['monkey', false],
    ['access_key_count', false],
    ['code', false],
    ['country_code', false],
    ['', false],
  ])('%s: %s', (name, isSecret) => {
    expect(isSecretName(name)).toBe(isSecret);
  });
});

describe('Text is redacted', () => {
  test.each([
    ['{"passwd":"s3","a":[{"TOKEN":5}]}', '{"passwd":"[redacted]","a":[{"TOKEN":"[redacted]"}]}'],
    ['{"token":{"a":"s3"}}', '{"token":"[redacted]"}'],
    ['{"raw":"{\\"password\\":\\"s3\\"}"}', '{"raw":"{\\"password\\":\\"[redacted]\\"}"}'],
    ['{"p\\u0061sswd":"s3"}', '{"passwd":"[redacted]"}'],
    ['{"passwd":"s3","passwd":null}', '{"passwd":[redacted],"passwd":null}'],
    ['{"name":"a","passwd":"s3', '{"name":"a","passwd":[redacted]'],
    ['{"name":"a","passwd":"s3\\', '{"name":"a","passwd":[redacted]'],
    ['{"passwd":"s\\"3","name":"a', '{"passwd":[redacted],"name":"a'],
    ['{"p\\u0061sswd" : "s3", "name":"a', '{"passwd" : [redacted], "name":"a'],
    ['{"raw":"{\\"token\\":\\"s3\\",\\"a\\":', '{"raw":"{\\"token\\":[redacted],\\"a\\":'],
    ['{"token":["s3","s3"], "a":', '{"token":[redacted]'],
    ['{"passwd":"s3" s3, "a":1', '{"passwd":[redacted]'],
    ["{'password': 's3', 'a': 1}", "{'password': [redacted], 'a': 1}"],
    ['{"token":s3', '{"token":[redacted]'],
    ['name=a&password=s3&b=1', 'name=a&password=[redacted]&b=1'],
    ['pass%77ord=s3', 'pass%77ord=[redacted]'],
    ['name=a&user%5Bpassword%5D=s3', 'name=a&user%5Bpassword%5D=[redacted]'],
    ['data=%7B%22token%22%3A%22s3%22%7D', `data=${encodeURIComponent('{"token":"[redacted]"}')}`],
    ['password=s3 s3\nname=a', 'password=[redacted]\nname=a'],
    ['Authorization: Bearer s3\r\nAccept: a', 'Authorization: [redacted]\r\nAccept: a'],
    ['see http://ann:s3@host/ there', 'see http://[redacted]@host/ there'],
    ['{"apiKey":"s3","pin":1234,"pinned":5}', '{"apiKey":"[redacted]","pin":"[redacted]","pinned":5}'],
    ['{"client_secret":"s3","name":"a', '{"client_secret":[redacted],"name":"a'],
    ['name=a&client_secret=s3&otp=1', 'name=a&client_secret=[redacted]&otp=[redacted]'],
    ['user%5Bpin%5D=s3 and more', 'user[pin]=[redacted]'],
    ['open http://host/back?a=1&code=s3 now', 'open http://host/back?a=1&code=[redacted]'],
    ['pin: s3\nspin: 1', 'pin: [redacted]\nspin: 1'],
    ['<a><pin>s3</pin><name>n</name></a>', '<a><pin>[redacted]</pin><name>n</name></a>'],
    ['<n:Password a="1"><![CDATA[s3]]></n:Password>', '<n:Password a="1">[redacted]</n:Password>'],
    ['<a secret="s3"/>', '<a secret=[redacted]'],
    ['<credentials><a>s3', '<credentials>[redacted]'],
    [
      '--b\r\nContent-Disposition: form-data; name="pin"\r\n\r\ns3\r\ns3\r\n--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--\r\n',
      '--b\r\nContent-Disposition: form-data; name="pin"\r\n\r\n[redacted]\r\n--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--\r\n',
    ],
    [
      '--b\ncontent-type: text/plain\ncontent-disposition: form-data; name=secret; filename=x\n\ns3 cut of',
      '--b\ncontent-type: text/plain\ncontent-disposition: form-data; name=secret; filename=x\n\n[redacted]',
    ],
    [
      '--b\r\nContent-Disposition: form-data; name="json"\r\n\r\n{"jwt":"s3"}\r\n--b--',
      '--b\r\nContent-Disposition: form-data; name="json"\r\n\r\n{"jwt":"[redacted]"}\r\n--b--',
    ],
  ])('%s', (text, redacted) => {
    expect(redactText(text)).toBe(redacted);
  });
});

describe('Text stays as it was written', () => {
  test.each([
    '{ "name" : "a\\u0062" , "passwd":null, "token":"" }',
    '{"token_type":"bearer"}',
    '{"passwd":null,"name":"a',
    '{"cdr_api_token": null, "a',
    '{"passwd":"","name":"a',
    'name=%61&password=&x=1',
    'a token was refused',
    '{"pass":true,"session":false,"pinned":{"code":5}}',
    '{"pass":true,"a',
    'code=IN&pinned=1',
    '<pinned>1</pinned><pin></pin><pin/>',
    '--b\r\nContent-Disposition: form-data; name="pinned"\r\n\r\n1\r\n--b--',
    'Token refused. Cookies are not asked for.',
    '%zz \\u00zz',
    '',
  ])('%s', text => {
    expect(redactText(text)).toBe(text);
  });
});

describe('A URL is redacted', () => {
  test.each([
    ['/v1/user/list?name=a&token=s3&x', '/v1/user/list?name=a&token=[redacted]&x'],
    ['/v1?pass%77ord=s3', '/v1?pass%77ord=[redacted]'],
    ['/v1?TOKEN=s%263&a=%', '/v1?TOKEN=[redacted]&a=%'],
    ['/v1?code=s3&country_code=91&__code=404', '/v1?code=[redacted]&country_code=91&__code=404'],
    ['/v1?api_key=s3&apikey=s3&sig=s3&sigma=1', '/v1?api_key=[redacted]&apikey=[redacted]&sig=[redacted]&sigma=1'],
    ['/v1?api%4Bey=s3', '/v1?api%4Bey=[redacted]'],
    ['http://ann:s3@host/v1', 'http://[redacted]@host/v1'],
    ['/v1/user/list?user_type=&active=&q=a%20b', '/v1/user/list?user_type=&active=&q=a%20b'],
    ['/~s/v1//user/%7e', '/~s/v1//user/%7e'],
  ])('%s', (url, redacted) => {
    expect(redactUrl(url)).toBe(redacted);
  });
});

test('headers with secrets are redacted, others only if they contain one', () => {
  const headers = {
    authorization: 'Bearer s3',
    'x-auth-token': '',
    'x-api-key': 's3',
    'x-session-id': 's3',
    'x-request-id': '5',
    'set-cookie': ['a=s3', 'b=s3'],
    referer: 'http://host/?token=s3&a=1',
    accept: '*/*',
  };
  expect(redactHeaders(headers)).toEqual({
    authorization: '[redacted]',
    'x-auth-token': '',
    'x-api-key': '[redacted]',
    'x-session-id': '[redacted]',
    'x-request-id': '5',
    'set-cookie': ['[redacted]', '[redacted]'],
    referer: 'http://host/?token=[redacted]&a=1',
    accept: '*/*',
  });
});

test('JSON without secrets is returned as the same value, and JSON that is too deep is cut', () => {
  const plain = { a: [1, { b: 'token' }], passwd: null };
  expect(redactJson(plain)).toBe(plain);
  const endless: Record<string, unknown> = { name: 'a' };
  endless.self = endless;
  expect(JSON.stringify(redactJson(endless))).toContain('[redacted]');
  expect(Object.keys(redactJson(JSON.parse('{"__proto__":{"token":1}}')) as object)).toEqual(['__proto__']);
});

const SECRET = 'Zq7Xv9';
const name = fc.constantFrom(
  'passwd',
  'PASSWORD',
  'token',
  'Access_Token',
  'x-auth-token',
  'authorization',
  'user[password]',
  'apiKey',
  'client_secret',
  'userPin',
);
const around = fc.string({ unit: fc.constantFrom(...'ab "\'\\{}[]:,&=\n%u0', 'é', '\u2028'), maxLength: 6 });
const secret = fc.tuple(around, around).map(([before, after]) => before + SECRET + after);

test('redacted JSON contains no secret, at any depth and wherever the text is cut', () => {
  const planted = fc.tuple(
    name,
    secret,
    fc.jsonValue({ maxDepth: 2 }),
    fc.array(fc.nat(2), { maxLength: 5 }),
    fc.nat(),
  );
  fc.assert(
    fc.property(planted, ([name, secret, other, way, cut]) => {
      let json: unknown = { first: other, [name]: secret, last: 1 };
      for (const step of way)
        json = step === 0 ? [other, json] : step === 1 ? { other, json } : { text: JSON.stringify(json) };
      expect(JSON.stringify(redactJson(json))).not.toContain(SECRET);
      const text = JSON.stringify(json, null, cut % 3);
      expect(redactText(text)).not.toContain(SECRET);
      expect(redactText(text.slice(0, cut % (text.length + 1)))).not.toContain(SECRET);
    }),
    { numRuns: 1000 },
  );
});

test('a redacted URL or form contains no secret, in any encoding of its name and value', () => {
  const encoded = (text: string, every: number) =>
    [...text]
      .map((char, at) =>
        at % 3 === every && char < '\x7f'
          ? `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`
          : encodeURIComponent(char),
      )
      .join('');
  fc.assert(
    fc.property(fc.tuple(name, secret, around, fc.nat(3)), ([name, secret, other, every]) => {
      const pairs = `q=${encoded(other, 1)}&${encoded(name, every)}=${encoded(secret, 5)}&z=1`;
      for (const redacted of [
        redactText(pairs),
        redactUrl(`/v1?${pairs}`),
        ...Object.values(redactHeaders({ referer: `http://h/?${pairs}` })),
      ]) {
        expect(redacted).not.toContain(SECRET);
        expect(decodeURIComponent(String(redacted))).not.toContain(SECRET);
      }
    }),
    { numRuns: 1000 },
  );
});

test('redacting any text ends', () => {
  const pieces = fc.constantFrom(
    'token',
    'passwd',
    '"',
    "'",
    '\\',
    '{',
    '[',
    ':',
    '=',
    '&',
    '%',
    ' ',
    'null',
    'a',
    '//',
    '@',
    '\\u0061',
    '%61',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), parts => {
      expect(typeof redactText(parts.join(''))).toBe('string');
    }),
  );
  for (const part of [
    'token',
    'token:',
    'token" ',
    '"token":"',
    "token=\\'",
    '//',
    'a=',
    'token%3D',
    '[',
    '\\u0074',
    '<pin>',
    '<a ',
    '--b\r\ncontent-x: \r\n\r\n',
    'a ',
    'a.',
  ]) {
    expect(typeof redactText(part.repeat(20_000))).toBe('string');
  }
});
