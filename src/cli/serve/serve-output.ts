import type { Writable } from 'node:stream';
import type { Finished, Mock } from '../../app/index.js';
import { ADMIN_PATH } from '../../server/index.js';
import { type BannerParts, banner } from './banner.js';
import { GatheredOutput, jsonLine, logLine } from './log.js';

/** What `serve` prints: its start, each request, and sentences such as that the data were reset. */
export type ServeOutput = {
  started(mock: Mock, parts: BannerParts): void;
  finished(finished: Finished): void;
  say(sentence: string): void;
  /** Prints no requests any more, or prints them again: returns how many were not printed meanwhile. */
  pause(): number | undefined;
  /** Writes at once what waits. */
  flush(): void;
};

/** For people, or, as one JSON object a line, for programs. */
export function createOutput(stream: Writable, { isJson, color }: { isJson: boolean; color: boolean }): ServeOutput {
  const { write, line, start } = isJson ? JSON_FORM : TEXT_FORM;
  const log = new GatheredOutput(stream, lines => write(`${lines} lines are missing: the reader was too slow`));
  let missed: number | undefined;
  return {
    started(mock, parts) {
      log.add(start(mock, parts));
      // a script may wait for it
      log.flush();
    },
    finished(finished) {
      if (missed === undefined) log.add(line(finished, { color }));
      else missed += 1;
    },
    say: sentence => log.add(write(sentence)),
    pause() {
      const before = missed;
      missed = before === undefined ? 0 : undefined;
      return before;
    },
    flush: () => log.flush(),
  };
}

type Form = {
  write(sentence: string): string;
  line(finished: Finished, options: { color: boolean }): string;
  start(mock: Mock, parts: BannerParts): string;
};

const TEXT_FORM: Form = { write: sentence => `${sentence}\n`, line: logLine, start: banner };

const JSON_FORM: Form = {
  write: text => `${JSON.stringify({ event: 'message', text })}\n`,
  line: jsonLine,
  start: describeStart,
};

/** Where everything is. Tokens are not printed: `/__admin/tokens` has them. */
function describeStart({ basePaths, seed }: Mock, { origin, version, readyAfter, data }: BannerParts): string {
  const line = {
    event: 'ready',
    version,
    url: origin,
    console: origin + ADMIN_PATH,
    apis: Object.fromEntries(Object.entries(basePaths).map(([api, path]) => [api, origin + path])),
    data: data ?? null,
    seed,
    milliseconds: Math.round(readyAfter),
  };
  return `${JSON.stringify(line)}\n`;
}
