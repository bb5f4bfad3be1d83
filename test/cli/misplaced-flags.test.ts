import { expect, test } from 'vitest';
import { createProgram, misplacedFlags } from '../../src/cli/run.js';
import { temporaryFolder, understudy } from './understudy.js';

const NPM = { npm_lifecycle_event: 'start', npm_package_name: 'understudy-api' };

test.each([
  ['npm start --port 9000', ['9000'], { npm_config_port: 'true' }, 'npm start -- --port 9000'],
  ['npm start --port=9000', [], { npm_config_port: '9000' }, 'npm start -- --port 9000'],
  ['npm start --no-cors', [], { npm_config_cors: '' }, 'npm start -- --no-cors'],
  ['npm start --memory', [], { npm_config_memory: 'true' }, 'npm start -- --memory'],
  [
    'npm start --port 9000 --sandbox-ttl=30m --reading auth=token',
    ['9000', 'auth=token'],
    { npm_config_port: 'true', npm_config_sandbox_ttl: '30m', npm_config_reading: 'true' },
    'npm start -- --port 9000 --sandbox-ttl 30m --reading auth=token',
  ],
  [
    'npm start --admin-token hidden',
    ['hidden'],
    { npm_config_admin_token: 'true' },
    'npm start -- --admin-token TOKEN',
  ],
])('of %s npm takes the flags, and the command that works is named', async (_, args, env, works) => {
  const problem = misplacedFlags(await createProgram('serve'), { command: 'serve', args, env: { ...NPM, ...env } });
  expect(problem?.fix).toBe(`Put -- before the flags: \`${works}\`.`);
});

test.each([
  ['settings of npm that are no flags', ['serve'], { ...NPM, npm_config_loglevel: 'warn', npm_config_noproxy: '' }],
  ['flags that reach the server', ['serve', '--port', '1'], NPM],
  ['flags of another package', ['serve'], { ...NPM, npm_package_name: 'other', npm_config_port: '1' }],
  ['a command that npm does not start', ['serve'], { npm_config_port: '1' }],
])('there is no problem with %s', async (_, [command, ...args], env) => {
  expect(misplacedFlags(await createProgram('serve'), { command, args, env })).toBe(undefined);
});

test('the server does not start without flags that npm has taken', async () => {
  const env = { ...NPM, npm_config_port: 'true' };
  const { code, stdout, stderr } = await understudy(['serve', '9000'], { cwd: await temporaryFolder(), env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(
    'understudy: Failed to start: npm did not pass on --port. Put -- before the flags: `npm start -- --port 9000`.\n',
  );
});
