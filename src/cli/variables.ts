import { Command, type Option } from 'commander';
import { Problem } from '../kernel/index.js';
import { similarName } from '../openapi/index.js';

const PREFIX = 'UNDERSTUDY_';

/** Known variables without a flag of `serve` or `reset`: those of `check`, and the folder of descriptions for our tests. */
const OTHERS = ['UNDERSTUDY_TOKEN', 'UNDERSTUDY_NON_ADMIN_TOKEN', 'UNDERSTUDY_DESCRIPTIONS'];

/** Common variables, which are used where ours is not set. */
const COMMON: Readonly<Record<string, string>> = { [`${PREFIX}PORT`]: 'PORT', [`${PREFIX}HOST`]: 'HOST' };

/** A command whose flags can also be set by variables: `--sandbox-ttl` by UNDERSTUDY_SANDBOX_TTL, `--no-cors` by UNDERSTUDY_CORS. */
export class CommandWithVariables extends Command {
  override addOption(option: Option): this {
    return super.addOption(option.env(variableOf(option)));
  }
}

export function variableOf({ long }: { long?: string | undefined }): string {
  return (
    PREFIX +
    (long ?? '')
      .replace(/^--(no-)?/, '')
      .toUpperCase()
      .replaceAll('-', '_')
  );
}

/**
 * Prepares the variables for commander: an empty one counts as not set, PORT means UNDERSTUDY_PORT, true and false set and
 * unset a flag without a value, and a flag overrules a variable that it conflicts with. Returns a warning for each unknown
 * variable. Throws `option-invalid`.
 */
export function prepareVariables(
  program: Command,
  { args, env }: { args: readonly string[]; env: NodeJS.ProcessEnv },
): string[] {
  for (const name of Object.keys(env)) {
    if ((name.startsWith(PREFIX) || Object.values(COMMON).includes(name)) && env[name] === '') delete env[name];
  }
  const options = program.commands.flatMap(({ options }) => options).filter(({ envVar }) => envVar !== undefined);
  for (const option of options) {
    const { envVar = '' } = option;
    const common = COMMON[envVar];
    if (common !== undefined && env[envVar] === undefined && env[common] !== undefined) option.env(common);
    if ((option.isBoolean() || option.negate) && env[envVar] !== undefined) setBoolean(env, option);
  }
  for (const [flag, other] of CONFLICTS) {
    const isGiven = args.some(arg => arg === flag || arg.startsWith(`${flag}=`));
    if (isGiven) delete env[variableOf({ long: other })];
  }
  const known = [...new Set([...options.map(({ envVar = '' }) => envVar), ...OTHERS])];
  return Object.keys(env)
    .filter(name => name.startsWith(PREFIX) && !known.includes(name) && !(name in COMMON))
    .map(name => {
      const nearest = similarName(name, known);
      return `The variable ${name} is ignored: no flag has this name.${nearest ? ` Did you mean ${nearest}?` : ''}`;
    });
}

/** Adds the set variables to a problem with an option, because the wrong value may come from one of them. */
export function withVariablesNamed(error: unknown, command: Command): unknown {
  if (!(error instanceof Problem)) return error;
  const set = command.options
    .filter(option => command.getOptionValueSource(option.attributeName()) === 'env')
    .map(({ envVar }) => envVar);
  if (set.length === 0) return error;
  const { code, message, fix, cause } = error;
  return new Problem(code, message, { fix: `${fix} These variables are set: ${set.join(', ')}.`, cause });
}

/** Each flag, with the flag whose variable it overrules. */
const CONFLICTS = [
  ['--memory', '--data'],
  ['--memory', '--store'],
  ['--data', '--memory'],
  ['--data', '--store'],
  ['--store', '--data'],
  ['--store', '--memory'],
];

/** Deletes a variable that does not set its flag. Commander would take any value for a set flag. */
function setBoolean(env: NodeJS.ProcessEnv, { envVar: name = '', negate }: Option): void {
  const value = env[name]?.toLowerCase() ?? '';
  const [setting, unsetting] = negate ? [FALSE, TRUE] : [TRUE, FALSE];
  if (unsetting.includes(value)) delete env[name];
  else if (!setting.includes(value)) {
    throw new Problem('option-invalid', `The variable ${name} must be true or false, not ${env[name]}.`, {
      fix: 'Set it to true or false, or unset it.',
    });
  }
}

const TRUE = ['true', '1', 'yes', 'on'];
const FALSE = ['false', '0', 'no', 'off'];
