import { formatInstant, parseInstant, type SettableClock } from '../../kernel/index.js';
import type { Act } from '../act.js';
import type { ControlAnswer } from '../answer.js';

type Change = { time?: string; advance?: number; frozen?: boolean };

/** The clock of a situation. */
export const clockActs: Readonly<Record<string, Act>> = {
  readClock: ({ situation: { clock } }) => stateOf(clock),

  setClock({ situation: { clock }, body }) {
    const { time, advance, frozen } = body as Change;
    if (time === undefined && advance === undefined && frozen === undefined) clock.become();
    // a clock that stands takes a time as it is
    if (frozen !== undefined) clock.freeze(frozen);
    if (time !== undefined) clock.set((parseInstant(time) as number) / MICROSECONDS);
    if (advance !== undefined) clock.advance(advance);
    return stateOf(clock);
  },
};

const MICROSECONDS = 1000;

function stateOf(clock: SettableClock): ControlAnswer {
  const { frozen, moved } = clock.state;
  return { json: { time: formatInstant(clock.now()), frozen, moved } };
}
