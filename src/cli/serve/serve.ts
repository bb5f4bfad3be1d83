import type { Command } from 'commander';
import { createMock, type Finished, type Mock, type MockOptions, shownUrl } from '../../app/index.js';
import { Problem } from '../../kernel/index.js';
import { ADMIN_PATH, isAdminPath } from '../../server/index.js';
import { applyConfigFile } from '../config-file.js';
import { formatDuration } from '../flags.js';
import { count, onStopSignal, terminalLine } from '../terminal.js';
import { CommandWithVariables, withVariablesNamed } from '../variables.js';
import { commandsOf, reachableUrl } from './banner.js';
import { addServeFlags, listChangedFlags, type ServeFlags } from './serve-flags.js';
import { createOutput, type ServeOutput } from './serve-output.js';
import { openInBrowser, readTerminalKeys, type TerminalKey } from './terminal-keys.js';
import { type WatchOutput, watchDescriptions } from './watch.js';

/** `understudy serve`: plays the APIs until a signal stops it. */
export function serveCommand(version: string): Command {
  const command = new CommandWithVariables('serve')
    .description('play OpenAPI descriptions, contract folders, or the shipped APIs')
    .argument(
      '[descriptions...]',
      'OpenAPI descriptions (2.0, 3.0, 3.1; YAML or JSON) as files or URLs, or contract folders',
    );
  return addServeFlags(command).action(async (given: string[]) => {
    const configured = await applyConfigFile(command);
    const descriptions = given.length > 0 ? given : [...configured];
    const hasFolder = command.getOptionValueSource('data') !== 'default';
    const flags: GivenFlags = { ...command.opts<ServeFlags>(), descriptions, hasFolder };
    await serve(flags, { version, changes: listChangedFlags(command) }).catch(error => {
      throw withVariablesNamed(error, command);
    });
  });
}

async function serve(flags: GivenFlags, { version, changes }: { version: string; changes: string[] }): Promise<void> {
  // the reader of the log may exit (`serve | head`); the server continues
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  const isJson = flags.json === true;
  const output = createOutput(process.stdout, { isJson, color: hasColor(process.stdout, process.env) });
  // also after process.exit the last lines are written
  process.once('exit', () => output.flush());
  const line = terminalLine(process.stderr);
  const onProgress = (records: number) => line.show(`${records} records`);
  if (flags.watch && flags.descriptions.every(isUrl)) throw nothingToWatch();
  const mock = await createMock({ ...optionsOf(flags, output), onProgress }).finally(line.clear);
  // before anything else, so that no change is missed
  const endWatch = flags.watch ? watchDescriptions(mock, reloadOutput(output)) : () => {};
  let stopped: Promise<void>;
  let endKeys: (() => void) | undefined;
  try {
    const url = await mock.listen(flags.port, flags.host);
    // before the banner: a script that waits for the banner may stop the server immediately
    stopped = waitForStop(mock);
    const origin = await reachableUrl(url);
    output.started(mock, {
      url,
      origin,
      version,
      changes,
      readyAfter: performance.now(),
      isVerbose: flags.verbose === true,
      data: flags.store === undefined ? folderOf(flags) : shownUrl(flags.store),
      requiresToken: flags.adminToken !== undefined,
      isOpen: flags.remoteOverrides === 'open' || flags.visitorSandboxes === true,
    });
    const address = consoleAddress(origin, flags);
    if (!isJson) endKeys = readKeys(mock, { address, origin, output });
    if (flags.open && process.stdout.isTTY) openInBrowser(address);
  } catch (error) {
    endWatch();
    await mock.close();
    if (!(error instanceof Problem) || error.code !== 'listen-failed') throw error;
    throw new Problem(error.code, error.message, { fix: LISTEN_FIX, cause: error.cause });
  }
  await stopped.finally(() => {
    endKeys?.();
    endWatch();
  });
  const isLost = folderOf(flags) === undefined && flags.store === undefined;
  output.say(`Stopped; ${isLost ? 'the data were only in memory, and are lost' : 'all changes are saved'}.`);
  output.flush();
}

function optionsOf(flags: GivenFlags, output: ServeOutput): MockOptions {
  const folder = folderOf(flags);
  const { api, defaultApi, records, seed, reset, fixtures, documents, scenario, durability, profile, reading, quiet } =
    flags;
  const {
    adminToken,
    delay,
    journal,
    limit,
    remoteOverrides,
    descriptions,
    allowRefs,
    auth,
    resetEvery: every,
  } = flags;
  return {
    descriptions,
    allowRefs: allowRefs ?? [],
    auth,
    validateRequests: flags.validateRequest === 'warn' ? 'warn' : flags.validateRequest === 'true',
    dynamic: flags.dynamic ?? false,
    unknownParents: flags.unknownParents,
    ...(flags.resources !== undefined && { resources: flags.resources }),
    ...(flags.handlers !== undefined && { handlers: flags.handlers }),
    cors: flags.cors,
    callbacks: flags.callbacks,
    validateResponses: flags.errors ?? false,
    durability,
    delay,
    journal,
    remoteOverrides,
    visitorSandboxes: flags.visitorSandboxes ?? false,
    limits: limit,
    trustProxy: flags.trustProxy ?? false,
    ...(adminToken !== undefined && { adminToken }),
    sandboxes: { most: flags.sandboxes, ...(flags.sandboxTtl !== undefined && { ttl: flags.sandboxTtl }) },
    profile,
    readings: reading,
    ...(api && { apis: api }),
    ...(defaultApi !== undefined && { defaultApi }),
    ...(records !== undefined && { records }),
    ...(seed !== undefined && { seed }),
    ...(fixtures !== undefined && { fixtures }),
    ...(documents !== undefined && { documents }),
    ...(scenario !== undefined && { scenario }),
    ...(folder !== undefined && { data: folder, reset: reset ?? false }),
    ...(flags.store !== undefined && { store: flags.store, staleReads: flags.staleReads ?? false }),
    ...(!quiet && { onFinished: tellRequests(output) }),
    ...(every !== undefined && {
      resetEvery: every,
      onReset: () => output.say(`The mock was reset (--reset-every ${formatDuration(every)}).`),
    }),
    onFailure: ({ message, fix }) => process.stderr.write(`understudy: ${message} ${fix}\n`),
    onWarning: sentence => process.stderr.write(`understudy: ${sentence}\n`),
  };
}

/** The flags, with the arguments before them, and whether a data folder is named. */
type GivenFlags = ServeFlags & { descriptions: string[]; hasFolder: boolean };

/** The data folder; undefined where the data are in memory, as those of descriptions are unless a folder or `--api` is named. */
function folderOf({ memory, store, data, descriptions, api, hasFolder }: GivenFlags): string | undefined {
  return memory || store !== undefined || (descriptions.length > 0 && api === undefined && !hasFolder)
    ? undefined
    : data;
}

/** Tells each request, except those that only read the control plane: the console and health checks send many. */
function tellRequests(output: ServeOutput): (finished: Finished) => void {
  return finished => {
    if (!isReadOfAdmin(finished)) output.finished(finished);
  };
}

function isReadOfAdmin({ path, method, status }: Finished): boolean {
  return isAdminPath(path) && status < 400 && (method === 'GET' || method === 'HEAD');
}

function nothingToWatch(): Problem {
  return new Problem('option-invalid', 'Failed to start: --watch needs a description in a file.', {
    fix: 'Name one: `understudy serve api.yaml --watch`.',
  });
}

function isUrl(description: string): boolean {
  return /^https?:/i.test(description);
}

function reloadOutput(output: ServeOutput): WatchOutput {
  return { print: output.say, warn: sentence => process.stderr.write(`understudy: ${sentence}\n`) };
}

const LISTEN_FIX = 'Choose another port with `--port`, such as 0 for any free port, or another host with `--host`.';

/** The address of the console. The page takes the token out of it before it does anything else. */
function consoleAddress(origin: string, { adminToken }: ServeFlags): string {
  return `${origin}${ADMIN_PATH}${adminToken === undefined ? '' : `#token=${encodeURIComponent(adminToken)}`}`;
}

/** In a terminal: reads keys. */
function readKeys(
  mock: Mock,
  { address, origin, output }: { address: string; origin: string; output: ServeOutput },
): (() => void) | undefined {
  let snapshots = 0;
  const keys: Record<string, TerminalKey> = {
    o: { does: 'open the console in the browser', run: () => openInBrowser(address) },
    c: {
      does: 'print a command for each API, with what it accepts',
      run: () => output.say(commandsOf(mock, origin).join('\n\n')),
    },
    p: {
      does: 'print no requests, or print them again',
      run: () => {
        const missed = output.pause();
        if (missed === undefined) output.say('Paused: requests are not printed.');
        else output.say(`Going on; ${count(missed, 'request')} ${missed === 1 ? 'was' : 'were'} not printed.`);
      },
    },
    s: {
      does: 'keep a snapshot of the data',
      run: async () => {
        snapshots += 1;
        await mock.snapshot(`terminal-${snapshots}`);
        output.say(`The snapshot terminal-${snapshots} was kept.`);
      },
    },
    r: {
      does: 'reset the data, the rules, the readings and the clock',
      run: async () => {
        await mock.reset();
        output.say('The mock was reset.');
      },
    },
    q: { does: 'stop', run: () => void process.kill(process.pid, 'SIGTERM') },
  };
  return readTerminalKeys({ input: process.stdin, keys, say: output.say });
}

/** Resolves when a signal has arrived and all data are saved; rejects if they are not. A second signal exits immediately. */
function waitForStop(mock: Mock): Promise<void> {
  return new Promise((resolve, reject) => {
    onStopSignal(() => {
      mock.close().then(resolve, reject);
    }, FORCED);
  });
}

/** The exit code of a forced stop, which does not wait for requests and data. */
const FORCED = 2;

/** Whether to write in colour: FORCE_COLOR and NO_COLOR decide, or else whether the output is a terminal with colours. */
export function hasColor({ isTTY }: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR);
  return !env.NO_COLOR && isTTY === true && env.TERM !== 'dumb';
}
