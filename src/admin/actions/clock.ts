import { formatInstant, Problem, parseInstant, type SettableClock } from '../../kernel/index.js';
import type { Action } from '../action.js';
import type { AdminResponse } from '../admin-response.js';

type ClockChange = { time?: string; advance?: number; frozen?: boolean };

/** The clock of a workspace. */
export const clockActions: Readonly<Record<string, Action>> = {
  readClock: ({ workspace: { clock } }) => stateOf(clock),

  setClock({ workspace: { clock }, body }) {
    const changes = body as ClockChange;
    const isEmpty = Object.keys(changes).length === 0;
    clock.become(isEmpty ? undefined : change(clock, changes));
    return stateOf(clock);
  },
};

/** Returns a changed copy of a clock. Throws `control-invalid` for a time that no response could print. */
function change(clock: SettableClock, { time, advance, frozen }: ClockChange): SettableClock {
  const next = clock.fork();
  // frozen first, so that it stops at exactly the given time
  if (frozen !== undefined) next.freeze(frozen);
  if (time !== undefined) next.set((parseInstant(time) as number) / MICROSECONDS);
  if (advance !== undefined) next.advance(advance);
  if (next.read() >= EARLIEST && next.read() < LATEST) return next;
  throw new Problem('control-invalid', 'The clock must stay in the years from 1 to 9998.');
}

const MICROSECONDS = 1000;
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
/** One year before the last year with four digits, because the clock runs on. */
const LATEST = Date.parse('9999-01-01T00:00:00Z');

function stateOf(clock: SettableClock): AdminResponse {
  const { frozen, moved } = clock;
  return { json: { time: formatInstant(clock.now()), frozen, moved } };
}
