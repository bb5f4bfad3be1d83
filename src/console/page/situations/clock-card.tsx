import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Clock, ClockChange } from '../data/admin-types.js';
import { makeChange } from '../data/change.js';
import { call } from '../data/client.js';
import { useLoaded } from '../data/load.js';
import { TextField } from '../shell/fields.js';
import { ProblemNote } from '../shell/problem-note.js';
import { parseTime, restoreClock } from './clock-change.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The clock of all times in responses. */
export function ClockCard(): JSX.Element {
  const { value: clock, problem } = useLoaded<Clock>('/clock', 'clock');
  const readAt = useRef(0);
  useEffect(() => {
    readAt.current = Date.now();
  }, [clock]);
  const typed = useSignal('');
  const change = (body: ClockChange, says: string) => {
    if (!clock) return;
    const read = readAt.current;
    const undo = () => call('/clock', { method: 'PUT', body: restoreClock(clock, { readAt: read, now: Date.now() }) });
    void makeChange({ says, method: 'PUT', path: '/clock', body, undo });
  };
  const time = parseTime(typed.value);
  const set = (event: Event) => {
    event.preventDefault();
    if (time !== undefined) change({ time }, `The clock is set to ${shown(time)}.`);
  };
  return (
    <section class="card block" aria-labelledby="clock-heading">
      <h2 id="clock-heading">Clock</h2>
      <p class="note">All times in responses follow it, and the expiry of tokens does.</p>
      {problem && <ProblemNote problem={problem} />}
      {clock && <p class={clock.moved ? 'big unsure' : 'big'}>{describe(clock)}</p>}
      <p class="buttons left">
        {clock?.frozen ? (
          <button type="button" onClick={() => change({ frozen: false }, 'The clock runs.')}>
            Let it run
          </button>
        ) : (
          <button type="button" onClick={() => change({ frozen: true }, 'The clock is frozen.')}>
            Freeze
          </button>
        )}
        <button type="button" onClick={() => change({ advance: HOUR }, 'The clock is an hour further.')}>
          +1 hour
        </button>
        <button type="button" onClick={() => change({ advance: DAY }, 'The clock is a day further.')}>
          +1 day
        </button>
        <button type="button" disabled={!clock?.moved} onClick={() => change({}, 'The clock has the real time.')}>
          Real time
        </button>
      </p>
      <form class="inline" onSubmit={set}>
        <TextField
          label="Time, UTC"
          value={typed.value}
          placeholder="2030-12-31 23:59"
          isCode
          onChange={text => {
            typed.value = text;
          }}
        />
        <button type="submit" disabled={time === undefined}>
          Set
        </button>
      </form>
    </section>
  );
}

function describe({ moved, frozen, time }: Clock): string {
  if (!moved) return 'Real time';
  return frozen ? `Frozen at ${shown(time)}` : `Runs from ${shown(time)}`;
}

function shown(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 19)}`;
}
