import { Problem } from '../../kernel/index.js';
import type { ReadingSettings, Workspace } from '../../server/index.js';
import type { Action } from '../action.js';
import type { AdminOptions } from '../options.js';

/** A reading that is null is answered as the profile has it. */
type Change = { profile?: ReadingSettings['profile']; readings?: Record<string, string | null> };

/** The profile and the readings of a situation. */
export function settingsActions({ workspaces }: AdminOptions): Record<string, Action> {
  return {
    readSettings: ({ workspace }) => ({ json: settingsOf(workspace) }),
    chooseSettings({ workspace, body }) {
      try {
        workspaces.chooseReadings(workspace, changed(workspace.apiSet.choice, body as Change));
      } catch (error) {
        throw error instanceof Problem ? new Problem('control-invalid', error.message) : error;
      }
      return { json: settingsOf(workspace) };
    },
  };
}

/** A profile comes in the place of all before; readings alone change nothing but themselves. */
function changed(before: ReadingSettings, { profile, readings = {} }: Change): ReadingSettings {
  const all = Object.entries(profile === undefined ? { ...before.readings, ...readings } : readings);
  const chosen = all.filter((entry): entry is [string, string] => entry[1] !== null);
  return { profile: profile ?? before.profile, readings: Object.fromEntries(chosen) };
}

function settingsOf({ apiSet }: Workspace): ReadingSettings {
  return apiSet.choice;
}
