import { Command, CommanderError } from 'commander';
import { version } from '../app/index.js';
import { Problem } from '../kernel/index.js';
import { inferCommand } from './infer.js';
import { resetCommand } from './reset.js';
import { serveCommand } from './serve/serve.js';
import { FAILED } from './terminal.js';
import { prepareVariables } from './variables.js';

/** Runs the command of the arguments. An error is one sentence on stderr. */
export async function run(): Promise<void> {
  try {
    const [node = '', main = '', command, ...rest] = process.argv;
    const program = await createProgram(command);
    const warnings = prepareVariables(program, { args: rest, env: process.env });
    for (const warning of warnings) process.stderr.write(`understudy: ${warning}\n`);
    const misplaced = misplacedFlags(program, { command, args: rest, env: process.env });
    if (misplaced) throw misplaced;
    await program.parseAsync(command === '-V' ? [node, main, '--version'] : process.argv);
  } catch (error) {
    // not process.exit, which could lose output that is not written yet
    process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : FAILED;
    if (!(error instanceof CommanderError)) process.stderr.write(`understudy: ${sentence(error)}\n`);
  }
}

function sentence(error: unknown): string {
  if (!(error instanceof Problem))
    return `Failed unexpectedly: ${error instanceof Error ? error.stack : String(error)}`;
  return `${error.message}${error.message.includes('\n') ? '\n' : ' '}${error.fix}`;
}

/** The commands that start faster without the code of the others. */
const ALONE = ['serve', 'infer', 'reset', 'version'];

/** Creates the command line for `understudy <command>`. Parsing throws a `CommanderError`, after its text is printed. */
export async function createProgram(name: string | undefined): Promise<Command> {
  const program = new Command('understudy')
    .description('A mock server and a contract checker for HTTP APIs.')
    .version(version(), '-v, --version')
    .addCommand(serveCommand(version()))
    .addCommand(inferCommand())
    .addCommand(resetCommand())
    .addCommand(versionCommand());
  if (!ALONE.includes(name ?? '')) {
    program
      .addCommand((await import('./check/check.js')).checkCommand())
      .addCommand((await import('./explain/explain.js')).explainCommand())
      .addCommand((await import('./export.js')).exportCommand());
  }
  for (const command of [program, ...program.commands]) {
    const help = command === program ? 'understudy --help' : `understudy ${command.name()} --help`;
    command.exitOverride().configureOutput({ outputError: (text, write) => write(oneSentence(text, help)) });
  }
  return program;
}

/** `understudy version`: the same as `--version`. */
function versionCommand(): Command {
  return new Command('version')
    .description('print the version')
    .action(() => void process.stdout.write(`${version()}\n`));
}

/** Turns commander's error, which may have several lines, into one line like those of problems. */
function oneSentence(error: string, help: string): string {
  const sentence = error
    .replace(/^error: /, '')
    // the value of an unknown flag may be a secret
    .replace(/(?<=')(--[\w-]+)=[^']*/g, '$1')
    .trim()
    .replaceAll('\n', ' ');
  return `understudy: ${sentence}${/[.?)]$/.test(sentence) ? '' : '.'} See \`${help}\`.\n`;
}

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
  const flags = serve.options.flatMap(({ long = '', required, negate }) => {
    const taken = env[`npm_config_${long.replace(/^--(no-)?/, '').replaceAll('-', '_')}`];
    // of `--no-cors` npm makes an empty `cors`
    if (negate) return taken === '' ? [long] : [];
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
