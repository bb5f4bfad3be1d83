import type { JSX } from 'preact';
import type { Apis, Readings, Settings } from '../data/admin-types.js';
import { makeChange } from '../data/change.js';
import { call } from '../data/client.js';
import { useLoaded } from '../data/load.js';
import { openPage, route } from '../data/navigation.js';
import { formatRoute } from '../data/route.js';
import { ProblemNote } from '../shell/problem-note.js';
import { ReadingDetail } from './reading-detail.js';
import './readings.css';

type Profile = Settings['profile'];

const PROFILES: readonly (readonly [Profile, string])[] = [
  ['documented', 'what the page of that operation prints, even if it is odd'],
  ['consistent', 'one rule for the whole API where pages disagree'],
  ['observed', 'what public client software relies on'],
];

/** The page of the questions that documents leave open, and of the answers that the mock gives at present. */
export function ReadingsPage(): JSX.Element {
  const { value: apis, problem } = useLoaded<Apis>('/apis');
  const { value: settings } = useLoaded<Settings>('/settings', 'settings');
  const { api, id } = route.value.params;
  const { value: open } = useLoaded<Readings>(readingsPath(api), 'settings');
  const reading = open?.readings.find(one => one.id === id);
  const close = () => openPage({ page: 'readings', params: {} });
  return (
    <div class={reading ? 'split open' : 'split'}>
      <section class="pane scrolled" aria-label="List of readings">
        <header class="heading">
          <h1 tabIndex={-1}>Readings</h1>
        </header>
        <p class="note">
          Where documents are silent or disagree, there is a question. Its answer decides what the mock does.
        </p>
        {problem && <ProblemNote problem={problem} />}
        {settings && <ProfileChoice settings={settings} />}
        {apis?.apis.map(({ name }) => (
          <ApiReadings key={name} api={name} selected={api === name ? id : undefined} profile={settings?.profile} />
        ))}
      </section>
      {reading && settings && api !== undefined && (
        <ReadingDetail key={`${api} ${reading.id}`} api={api} reading={reading} settings={settings} onClose={close} />
      )}
    </div>
  );
}

function readingsPath(api: string | undefined): string | undefined {
  return api === undefined ? undefined : `/apis/${encodeURIComponent(api)}/readings`;
}

function ProfileChoice({ settings }: { settings: Settings }): JSX.Element {
  const choose = (profile: Profile) =>
    void makeChange({
      says: `The profile is ${profile}, without other choices.`,
      method: 'PUT',
      path: '/settings',
      body: { profile },
      undo: () => call('/settings', { method: 'PUT', body: settings }),
    });
  return (
    <fieldset class="card answers">
      <legend class="hidden">Profile</legend>
      {PROFILES.map(([profile, means]) => (
        <label key={profile} class="answer">
          <input type="radio" name="profile" checked={profile === settings.profile} onChange={() => choose(profile)} />
          <span>
            <b>{profile}</b> <span class="note">{means}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

type ApiProps = { api: string; selected: string | undefined; profile: Profile | undefined };

/** The readings of one API: those with a choice, and those that are ruled, folded. */
function ApiReadings({ api, selected, profile }: ApiProps): JSX.Element {
  const { value, problem } = useLoaded<Readings>(readingsPath(api), 'settings');
  const readings = value?.readings ?? [];
  const open = readings.filter(({ choices }) => choices.length > 1);
  const ruled = readings.filter(({ choices }) => choices.length === 1);
  return (
    <section class="api" aria-label={`Readings of ${api}`}>
      <h2>
        {api} <small>{open.length}</small>
      </h2>
      {problem && <ProblemNote problem={problem} />}
      {value && readings.length === 0 && (
        <p class="note">Its description leaves no question to choose an answer for.</p>
      )}
      <ol class="questions">
        {open.map(({ id, question, choice, profiles }) => (
          <li key={id} class={id === selected ? 'card selected' : 'card'}>
            <a
              href={formatRoute({ page: 'readings', params: { api, id } })}
              aria-current={id === selected ? 'true' : undefined}
            >
              {question}
            </a>
            <p class="note">
              <code>{id}</code> <b>{choice}</b>{' '}
              {profile && choice !== profiles[profile] && <b class="mark unsure">not as {profile}</b>}
            </p>
          </li>
        ))}
      </ol>
      {ruled.length > 0 && (
        <details>
          <summary>{ruled.length} more have one answer</summary>
          <dl class="ruled">
            {ruled.map(({ id, question, choices }) => (
              <div key={id}>
                <dt>{question}</dt>
                <dd class="note">{choices[0]?.means}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}
