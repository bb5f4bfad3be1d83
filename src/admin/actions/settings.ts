import { Problem } from '../../kernel/index.js';
import type { ReadingSettings, Workspace } from '../../server/index.js';
import type { Action } from '../action.js';
import type { AdminOptions } from '../options.js';

/** A reading that is null gets the choice of the profile. */
type SettingsChange = { profile?: ReadingSettings['profile']; readings?: Record<string, string | null> };

/** The profile and the readings of a workspace. */
export function settingsActions({ workspaces }: AdminOptions): Record<string, Action> {
  return {
    readSettings: ({ workspace }) => ({ json: settingsOf(workspace) }),
    chooseSettings({ workspace, body }) {
      try {
        workspaces.chooseReadings(workspace, change(workspace.apiSet.choice, body as SettingsChange));
      } catch (error) {
        throw error instanceof Problem ? new Problem('control-invalid', error.message) : error;
      }
      return { json: settingsOf(workspace) };
    },
  };
}

/** With a profile, all choices are replaced; readings alone change only themselves. */
function change(before: ReadingSettings, { profile, readings = {} }: SettingsChange): ReadingSettings {
  const all = Object.entries(profile === undefined ? { ...before.readings, ...readings } : readings);
  const chosen = all.filter((entry): entry is [string, string] => entry[1] !== null);
  return { profile: profile ?? before.profile, readings: Object.fromEntries(chosen) };
}

function settingsOf({ apiSet }: Workspace): ReadingSettings {
  return apiSet.choice;
}
