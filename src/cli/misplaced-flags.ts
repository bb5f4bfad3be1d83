import type { Command } from 'commander';
import { Problem } from '../kernel/index.js';

type CommandLine = { command: string | undefined; args: readonly string[]; env: NodeJS.ProcessEnv };

/** The problem of flags that do not reach `serve`, with a command that works; undefined where all reach it. */
export function misplacedFlags(program: Command, { command, args, env }: CommandLine): Problem | undefined {
  const serve = program.commands.find(command => command.name() === 'serve');
  if (!serve) return undefined;
  // npm start of another package may start a server, too, and then the flags are not for Understudy
  if (env.npm_lifecycle_event === 'start' && env.npm_package_name === 'understudy-api') {
    return takenByNpm(serve, { args, env });
  }
  const flag = command?.split('=')[0];
  if (!serve.options.some(({ long }) => long === flag)) return undefined;
  return new Problem('option-invalid', `Failed to start: ${flag} needs a command before it.`, {
    fix: `Put the command first: \`understudy serve ${flag}\`.`,
  });
}

/** Of `npm start --port 9000` npm consumes the flag and passes only 9000; of `--memory` it passes nothing. */
function takenByNpm(serve: Command, { args, env }: Pick<CommandLine, 'args' | 'env'>): Problem | undefined {
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
  return new Problem('option-invalid', `Failed to start: npm did not pass on ${names}.`, {
    fix: `Put -- before the flags: \`npm start -- ${shown.join(' ')}\`.`,
  });
}
