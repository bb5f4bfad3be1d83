import { Command } from 'commander';
import { version } from '../app/index.js';
import { resetCommand } from './reset.js';
import { serveCommand } from './serve/serve.js';

/** The commands that never judge; they need not wait until all that judging takes is loaded. */
const PLAYING = ['serve', 'reset', 'version'];

/**
 * The command line, for the command that is asked for: `understudy <command>`. A wrong word on it throws a
 * `CommanderError` once it has been explained.
 */
export async function createProgram(asked: string | undefined): Promise<Command> {
  const program = new Command('understudy')
    .description('Plays and judges HTTP APIs that are known only from prose pages.')
    .version(version(), '-v, --version')
    .addCommand(serveCommand(version()))
    .addCommand(resetCommand())
    .addCommand(versionCommand());
  if (!PLAYING.includes(asked ?? '')) program.addCommand((await import('./check/check.js')).checkCommand());
  for (const command of [program, ...program.commands]) {
    const help = command === program ? 'understudy --help' : `understudy ${command.name()} --help`;
    command.exitOverride().configureOutput({ outputError: (text, write) => write(oneSentence(text, help)) });
  }
  return program;
}

/** `understudy version`: prints what `--version` prints. */
function versionCommand(): Command {
  return new Command('version')
    .description('print the version')
    .action(() => void process.stdout.write(`${version()}\n`));
}

/** Commander's error, which may span lines, as one line like our own problems. */
function oneSentence(error: string, help: string): string {
  const sentence = error
    .replace(/^error: /, '')
    // the value of a flag that is not known may be a secret
    .replace(/(?<=')(--[\w-]+)=[^']*/g, '$1')
    .trim()
    .replaceAll('\n', ' ');
  return `understudy: ${sentence}${/[.?)]$/.test(sentence) ? '' : '.'} See \`${help}\`.\n`;
}
