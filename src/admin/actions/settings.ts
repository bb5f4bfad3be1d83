import { formatInstant, Problem, parseInstant, type SettableClock } from '../../kernel/index.js';
import type { ReadingSettings } from '../../server/index.js';
import type { Action, AdminOptions } from '../action.js';

/** What changes the responses of a workspace: its clock, its profile and readings. */
export function settingsActions({ workspaces }: AdminOptions): Record<string, Action> {
  return {
    ...clockActions,

    readSettings: ({ workspace }) => ({ json: workspace.apiSet.choice }),

    chooseSettings({ workspace, body }) {
      try {
        workspaces.chooseReadings(workspace, changeSettings(workspace.apiSet.choice, body as SettingsChange));
      } catch (error) {
        throw error instanceof Problem ? new Problem('control-invalid', error.message) : error;
      }
      return { json: workspace.apiSet.choice };
    },
  };
}

/** A reading that is null gets the choice of the profile. */
type SettingsChange = { profile?: ReadingSettings['profile']; readings?: Record<string, string | null> };

/** With a profile, all choices are replaced; readings alone change only themselves. */
export function changeSettings(before: ReadingSettings, { profile, readings = {} }: SettingsChange): ReadingSettings {
  const all = Object.entries(profile === undefined ? { ...before.readings, ...readings } : readings);
  const chosen = all.filter((entry): entry is [string, string] => entry[1] !== null);
  return { profile: profile ?? before.profile, readings: Object.fromEntries(chosen) };
}

const clockActions: Readonly<Record<string, Action>> = {
  readClock: ({ workspace: { clock } }) => ({ json: clockState(clock) }),

  setClock({ workspace: { clock }, body }) {
    const changes = body as ClockChange;
    const isEmpty = Object.keys(changes).length === 0;
    clock.become(isEmpty ? undefined : changeClock(clock, changes));
    return { json: clockState(clock) };
  },
};

type ClockChange = { time?: string; advance?: number; frozen?: boolean };

/** Returns a changed copy of a clock. Throws `control-invalid` for a time that no response could print. */
function changeClock(clock: SettableClock, { time, advance, frozen }: ClockChange): SettableClock {
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

/** A clock as JSON. */
export function clockState(clock: SettableClock): object {
  const { frozen, moved } = clock;
  return { time: formatInstant(clock.now()), frozen, moved };
}
