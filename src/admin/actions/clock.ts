import { formatInstant, Problem, parseInstant, type SettableClock } from '../../kernel/index.js';
import type { Action } from '../action.js';
import type { AdminResponse } from '../admin-response.js';

type Change = { time?: string; advance?: number; frozen?: boolean };

/** The clock of a situation. */
export const clockActions: Readonly<Record<string, Action>> = {
  readClock: ({ workspace: { clock } }) => stateOf(clock),

  setClock({ workspace: { clock }, body }) {
    const change = body as Change;
    const isEmpty = Object.keys(change).length === 0;
    clock.become(isEmpty ? undefined : changed(clock, change));
    return stateOf(clock);
  },
};

/** The clock as it would be. Throws `control-invalid` where no answer could print its time. */
function changed(clock: SettableClock, { time, advance, frozen }: Change): SettableClock {
  const next = clock.fork();
  // a clock that stands takes a time as it is
  if (frozen !== undefined) next.freeze(frozen);
  if (time !== undefined) next.set((parseInstant(time) as number) / MICROSECONDS);
  if (advance !== undefined) next.advance(advance);
  if (next.read() >= EARLIEST && next.read() < LATEST) return next;
  throw new Problem('control-invalid', 'The clock cannot leave the years from 1 to 9998.');
}

const MICROSECONDS = 1000;
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
/** A year before the last that has four digits, since the clock goes on. */
const LATEST = Date.parse('9999-01-01T00:00:00Z');

function stateOf(clock: SettableClock): AdminResponse {
  const { frozen, moved } = clock;
  return { json: { time: formatInstant(clock.now()), frozen, moved } };
}
