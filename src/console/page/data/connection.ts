import { effect, signal, untracked } from '@preact/signals';
import { ProblemError, send, tokens } from './client.js';
import { createEventParser, type StreamEvent } from './event-parser.js';

/** Whether events arrive; `waiting` has the time of the next attempt, in milliseconds since 1970. */
export type Connection =
  | { state: 'connecting' | 'live' }
  | { state: 'waiting'; until: number; problem: ProblemError }
  | { state: 'refused'; problem: ProblemError };

export const connection = signal<Connection>({ state: 'connecting' });

/** How many milliseconds pass before each further attempt. */
const PAUSES = [500, 1000, 2000, 4000, 8000];

/** Without a byte for so many milliseconds a connection counts as broken; a heartbeat comes each 15 seconds. */
const SILENCE = 40_000;

type StreamHandler = {
  /** The id of the last event that has arrived. */
  last(): number | undefined;
  handle(event: StreamEvent): void;
};

/** Reads the events of the control plane until the page is closed, and connects again whenever the stream breaks. */
export function connect(handler: StreamHandler): void {
  let failures = 0;
  let current: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = async (): Promise<void> => {
    const abort = new AbortController();
    current = abort;
    if (connection.value.state !== 'waiting') connection.value = { state: 'connecting' };
    try {
      await readStream(handler, abort, () => {
        failures = 0;
        connection.value = { state: 'live' };
      });
      throw new ProblemError(ENDED);
    } catch (error) {
      if (current !== abort) return;
      const problem = error instanceof ProblemError ? error : new ProblemError(ENDED);
      // another attempt would be refused for the same reason
      if (problem.status === 401 || problem.status === 403) connection.value = { state: 'refused', problem };
      else wait(problem);
    }
  };
  const wait = (problem: ProblemError): void => {
    const pause = PAUSES[Math.min(failures++, PAUSES.length - 1)] ?? 0;
    connection.value = { state: 'waiting', until: Date.now() + pause, problem };
    timer = setTimeout(run, pause);
  };

  // at the start, and again with each token
  effect(() => {
    void tokens.value;
    untracked(() => {
      clearTimeout(timer);
      const before = current;
      current = undefined;
      before?.abort();
      void run();
    });
  });
}

const ENDED = { title: 'Connection lost', detail: 'The server has closed the connection.', fix: '', status: 0 };

async function readStream(handler: StreamHandler, abort: AbortController, onOpen: () => void): Promise<void> {
  const last = handler.last();
  const headers = { Accept: 'text/event-stream', ...(last !== undefined && { 'Last-Event-ID': String(last) }) };
  const response = await send('/events?view=summary', { headers, signal: abort.signal });
  const parse = createEventParser();
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream() as never)
    .getReader();
  onOpen();
  for (;;) {
    const silence = setTimeout(() => abort.abort(), SILENCE);
    const { done, value } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    for (const event of parse(value as unknown as string)) handler.handle(event);
  }
}
