import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createMock, Problem } from '../../src/index.js';

async function refusalOf(options: unknown): Promise<Problem> {
  const error = await createMock(options as never).catch(error => error);
  expect(error).toBeInstanceOf(Problem);
  return error;
}

test.each([
  [5, 'The options must be an object, such as { users: 10 }, not 5.'],
  [null, 'The options must be an object, such as { users: 10 }, not null.'],
  ['dnl', 'The options must be an object, such as { users: 10 }, not "dnl".'],
  [[], 'The options must be an object, such as { users: 10 }, not [].'],
  [() => {}, 'The options must be an object, such as { users: 10 }, not a function.'],
  [{ sandboxes: 5 }, 'The option sandboxes must be an object, not 5.'],
  [{ sandboxes: null }, 'The option sandboxes must be an object, not null.'],
  [{ limits: 'many' }, 'The option limits must be an object, not "many".'],
  [{ readings: ['auth=token'] }, "The option readings must be an object, not [ 'auth=token' ]."],
  [{ apis: 'dnl' }, 'The option apis must be a list of names, not "dnl".'],
  [{ apis: [5] }, 'The option apis must be a list of names, not [ 5 ].'],
  [{ users: '5' }, 'The option users must be a number, not "5".'],
  [{ data: 5 }, 'The option data must be a text, not 5.'],
  [{ reset: 'yes' }, 'The option reset must be true or false, not "yes".'],
  [{ validateResponses: 1 }, 'The option validateResponses must be true or false, not 1.'],
  [{ clock: 5 }, 'The option clock must be a function, not 5.'],
  [{ onFinished: {} }, 'The option onFinished must be a function, not {}.'],
  [{ adminToken: 12345 }, 'The option adminToken must be a text.'],
  [{ reading: {} }, 'There is no option reading. Did you mean readings?'],
  [{ port: 8000 }, 'There is no option port.'],
  [{ user: 5, sed: 1 }, 'There is no option user. Did you mean users? There is no option sed. Did you mean seed?'],
  [{ admintoken: 'x' }, 'There is no option admintoken. Did you mean adminToken?'],
])('createMock(%j) is refused: %s', async (options, message) => {
  expect(await refusalOf(options)).toMatchObject({ code: 'option-invalid', message: expect.stringContaining(message) });
});

test('a long value is cut', async () => {
  const { message } = await refusalOf({ users: 'x'.repeat(10_000) });
  expect(message.length).toBeLessThan(200);
});

test('to listen on a busy port is refused with advice for code', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const mock = await createMock({ users: 1 });
  onTestFinished(() => mock.close());
  const error = await mock.listen((server.address() as AddressInfo).port).catch(error => error);
  expect(error).toMatchObject({ code: 'listen-failed', fix: expect.stringContaining('mock.listen(0)') });
  expect(error.fix).not.toContain('--port');
});
