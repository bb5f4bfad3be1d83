import type { JSX } from 'preact';
import type { Readings, Settings } from '../data/admin-types.js';
import { makeChange } from '../data/change.js';
import { call } from '../data/client.js';
import { CommandView } from '../shell/command-view.js';
import { Icon } from '../shell/icons.js';
import { useKeys } from '../shell/keys.js';
import { Effect } from './effect.js';

type Reading = Readings['readings'][number];

type DetailProps = { api: string; reading: Reading; settings: Settings; onClose(): void };

/** One question, with its answers and what each of them changes. */
export function ReadingDetail({ api, reading, settings, onClose }: DetailProps): JSX.Element {
  useKeys({ Escape: onClose });
  const { id, question, lines, choices, profiles, choice } = reading;
  const isChanged = settings.readings?.[id] !== undefined && choice !== profiles[settings.profile];
  return (
    <section class="detail" aria-label={`Reading ${id}`}>
      <header class="summary">
        <div class="line">
          <h2>{id}</h2>
          <button type="button" class="plain" aria-label="Close the reading" title="Close (Esc)" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        <p class="facts">
          <span>{api}</span>
          {lines.map(line => (
            <span key={line}>{line}</span>
          ))}
        </p>
      </header>
      <div class="panel">
        <fieldset class="answers">
          <legend>{question}</legend>
          {choices.map(one => (
            <label key={one.id} class="answer">
              <input
                type="radio"
                name={`reading-${id}`}
                checked={one.id === choice}
                onChange={() => void choose(reading, one.id, settings)}
              />
              <span>
                <b>{one.id}</b>{' '}
                {Object.entries(profiles)
                  .filter(([, chosen]) => chosen === one.id)
                  .map(([profile]) => (
                    <span key={profile} class={profile === settings.profile ? 'mark known' : 'mark'}>
                      {profile}
                    </span>
                  ))}
                <br />
                <span class="note">{one.means}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {isChanged && (
          <p class="buttons left">
            <button type="button" onClick={() => void choose(reading, null, settings)}>
              As the profile {settings.profile} has it
            </button>
          </p>
        )}
        <CommandView command={commandFor(id, choice)} />
        <Effect key={`${api} ${id} ${choice}`} api={api} reading={reading} />
      </div>
    </section>
  );
}

function commandFor(id: string, choice: string | null) {
  return { method: 'PUT', path: '/settings', body: { readings: { [id]: choice } } };
}

/** Chooses an answer; null is that of the profile. */
async function choose({ id, profiles }: Reading, choice: string | null, { profile, readings = {} }: Settings) {
  const before = readings[id] ?? null;
  await makeChange({
    ...commandFor(id, choice),
    says: `${id} is now ${choice ?? profiles[profile]}.`,
    undo: () => call('/settings', commandFor(id, before)),
  });
}
