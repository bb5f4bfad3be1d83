import { Command } from 'commander';
import { version } from '../app/index.js';
import { resetCommand } from './reset.js';
import { serveCommand } from './serve/serve.js';

/** The commands that start faster without the code of `check`. */
const WITHOUT_CHECK = ['serve', 'reset', 'version'];

/** Creates the command line for `understudy <command>`. Parsing throws a `CommanderError`, after its text is printed. */
export async function createProgram(name: string | undefined): Promise<Command> {
  const program = new Command('understudy')
    .description('A mock server and a contract checker for HTTP APIs that only have prose documents.')
    .version(version(), '-v, --version')
    .addCommand(serveCommand(version()))
    .addCommand(resetCommand())
    .addCommand(versionCommand());
  if (!WITHOUT_CHECK.includes(name ?? '')) program.addCommand((await import('./check/check.js')).checkCommand());
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
