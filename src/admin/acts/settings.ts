import { Problem } from '../../kernel/index.js';
import type { ReadingChoice, Situation } from '../../server/index.js';
import type { Act } from '../act.js';
import type { ControlOptions } from '../options.js';

/** A reading that is null is answered as the profile has it. */
type Change = { profile?: ReadingChoice['profile']; readings?: Record<string, string | null> };

/** The profile and the readings of a situation. */
export function settingsActs({ situations }: ControlOptions): Record<string, Act> {
  return {
    readSettings: ({ situation }) => ({ json: settingsOf(situation) }),
    chooseSettings({ situation, body }) {
      try {
        situations.choose(situation, changed(situation.cast.choice, body as Change));
      } catch (error) {
        throw error instanceof Problem ? new Problem('control-invalid', error.message) : error;
      }
      return { json: settingsOf(situation) };
    },
  };
}

/** A profile comes in the place of all before; readings alone change nothing but themselves. */
function changed(before: ReadingChoice, { profile, readings = {} }: Change): ReadingChoice {
  const all = Object.entries(profile === undefined ? { ...before.readings, ...readings } : readings);
  const chosen = all.filter((entry): entry is [string, string] => entry[1] !== null);
  return { profile: profile ?? before.profile, readings: Object.fromEntries(chosen) };
}

function settingsOf({ cast }: Situation): ReadingChoice {
  return cast.choice;
}
