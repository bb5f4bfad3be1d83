import { Problem } from '../../kernel/index.js';
import type { ReadingChoice, Situation } from '../../mock/index.js';
import type { Act } from '../act.js';
import type { ControlOptions } from '../options.js';

/** The profile and the readings of a situation. */
export function settingsActs({ situations }: ControlOptions): Record<string, Act> {
  return {
    readSettings: ({ situation }) => ({ json: settingsOf(situation) }),
    chooseSettings({ situation, body }) {
      const { profile, readings = {} } = body as ReadingChoice;
      try {
        situations.choose(situation, { profile, readings });
      } catch (error) {
        throw error instanceof Problem ? new Problem('control-invalid', error.message) : error;
      }
      return { json: settingsOf(situation) };
    },
  };
}

function settingsOf({ cast }: Situation): ReadingChoice {
  return cast.choice;
}
