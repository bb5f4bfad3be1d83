import type { Command } from 'commander';
import { Problem } from '../kernel/index.js';

type Given = { command: string | undefined; args: readonly string[]; env: NodeJS.ProcessEnv };

/** What to tell a user whose flags of `serve` do not reach it, with a command that works; undefined where all do. */
export function misplacedFlags(program: Command, { command, args, env }: Given): Problem | undefined {
  const serve = program.commands.find(command => command.name() === 'serve');
  if (!serve) return undefined;
  // npm start of another package may begin a server, too; its flags are its own
  if (env.npm_lifecycle_event === 'start' && env.npm_package_name === 'understudy-api') {
    return takenByNpm(serve, { args, env });
  }
  const flag = command?.split('=')[0];
  if (!serve.options.some(({ long }) => long === flag)) return undefined;
  return new Problem('option-invalid', `Failed to start: ${flag} stands before a command.`, {
    fix: `Name the command first: \`understudy serve ${flag}\`.`,
  });
}

/** Npm takes the flag of `npm start --port 9000` for its own and passes 9000 alone; of `--memory` it passes nothing. */
function takenByNpm(serve: Command, { args, env }: Pick<Given, 'args' | 'env'>): Problem | undefined {
  const values = [...args];
  const flags = serve.options.flatMap(({ long = '', required }) => {
    const taken = env[`npm_config_${long.slice(2).replaceAll('-', '_')}`];
    if (!taken) return [];
    if (!required) return [long];
    const value = taken === 'true' ? values.shift() : taken;
    return [value === undefined ? long : `${long} ${value}`];
  });
  if (flags.length === 0) return undefined;
  const names = flags.map(flag => flag.split(' ')[0]).join(' and ');
  // the value of such a flag is a secret
  const shown = flags.map(flag => flag.replace(/^(--admin-token) .*/, '$1 TOKEN'));
  return new Problem('option-invalid', `Failed to start: npm took ${names} for itself.`, {
    fix: `Put -- before the flags: \`npm start -- ${shown.join(' ')}\`.`,
  });
}
