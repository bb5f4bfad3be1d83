import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Sandboxes, Scenarios, Snapshots } from '../data/admin-types.js';
import { makeChange } from '../data/change.js';
import { prefix } from '../data/client.js';
import { useLoaded } from '../data/load.js';
import { state } from '../data/state.js';
import { visible } from '../data/visible.js';
import { ConfirmButton } from '../shell/confirm-button.js';
import { SelectField, TextField } from '../shell/fields.js';
import { ProblemNote } from '../shell/problem-note.js';
import { SandboxFacts, SnapshotDifferences } from './differences.js';

/** The named starting states. */
export function ScenarioCard(): JSX.Element {
  const { value, problem } = useLoaded<Scenarios>('/scenarios');
  const current = state.value?.scenario ?? 'documented';
  return (
    <section class="card block" aria-labelledby="scenario-heading">
      <h2 id="scenario-heading">Scenarios</h2>
      <p class="note">A scenario has its own records, rules and time.</p>
      {problem && <ProblemNote problem={problem} />}
      <ul class="entries">
        {value?.scenarios.map(({ name, summary }) => (
          <li key={name}>
            <p>
              <b>{name}</b> {name === current && <span class="mark known">started last</span>}
              <br />
              <span class="note">{summary}</span>
            </p>
            <ConfirmButton
              label="Start…"
              title={`Start the scenario ${name}?`}
              confirm="Start"
              change={{ says: `The scenario ${name} is started.`, method: 'PUT', path: '/scenario', body: { name } }}
            >
              This replaces all records, rules and the clock, restores the readings of the start, and clears the list of
              requests. Snapshots stay.
            </ConfirmButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Copies of the data that can be restored. */
export function SnapshotCard(): JSX.Element {
  const { value, problem } = useLoaded<Snapshots>('/snapshots', 'snapshots');
  const name = useSignal('');
  const compared = useSignal<string | undefined>(undefined);
  const save = (event: Event) => {
    event.preventDefault();
    const wanted = name.value.trim();
    if (wanted === '') return;
    const path = `/snapshots/${encodeURIComponent(wanted)}`;
    void makeChange({ says: `The data are saved as ${wanted}.`, method: 'PUT', path }).then(made => {
      if (made) name.value = '';
    });
  };
  return (
    <section class="card block" aria-labelledby="snapshot-heading">
      <h2 id="snapshot-heading">Snapshots</h2>
      <p class="note">A snapshot has all records. It is kept in memory, until the server stops.</p>
      {problem && <ProblemNote problem={problem} />}
      <ul class="entries">
        {value?.snapshots.map(one => (
          <li key={one}>
            <b>{visible(one)}</b>
            <span class="buttons">
              <button
                type="button"
                aria-pressed={compared.value === one}
                onClick={() => {
                  compared.value = compared.value === one ? undefined : one;
                }}
              >
                Compare
              </button>
              <ConfirmButton
                label="Restore…"
                title={`Restore ${visible(one)}?`}
                confirm="Restore"
                change={{
                  says: `The data are those of ${one} again.`,
                  method: 'POST',
                  path: `/snapshots/${encodeURIComponent(one)}/restore`,
                }}
              >
                This replaces all records by those of the snapshot. What was changed since then is lost, unless you save
                it as a snapshot first.
              </ConfirmButton>
              <ConfirmButton
                label="Delete…"
                title={`Delete ${visible(one)}?`}
                confirm="Delete"
                change={{
                  says: `The snapshot ${one} is deleted.`,
                  method: 'DELETE',
                  path: `/snapshots/${encodeURIComponent(one)}`,
                }}
              >
                The snapshot cannot be restored afterwards. The present records stay.
              </ConfirmButton>
            </span>
            {compared.value === one && <SnapshotDifferences name={one} />}
          </li>
        ))}
      </ul>
      <form class="inline" onSubmit={save}>
        <TextField
          label="Name"
          value={name.value}
          placeholder="clean"
          onChange={text => {
            name.value = text;
          }}
        />
        <button type="submit" disabled={name.value.trim() === ''}>
          Save the data
        </button>
      </form>
    </section>
  );
}

/** The sandboxes, each with its own console. */
export function SandboxCard(): JSX.Element {
  const { value, problem } = useLoaded<Sandboxes>('/sandboxes', 'sandboxes');
  const { snapshots = [] } = useLoaded<Snapshots>('/snapshots', 'snapshots').value ?? {};
  const [name, from] = [useSignal(''), useSignal('')];
  const create = (event: Event) => {
    event.preventDefault();
    const wanted = name.value.trim();
    if (wanted === '') return;
    const body = from.value === '' ? {} : { snapshot: from.value };
    const path = `/sandboxes/${encodeURIComponent(wanted)}`;
    void makeChange({ says: `The sandbox ${wanted} is created.`, method: 'PUT', path, body }).then(made => {
      if (made) name.value = '';
    });
  };
  return (
    <section class="card block" aria-labelledby="sandbox-heading">
      <h2 id="sandbox-heading">Sandboxes</h2>
      <p class="note">
        A request whose path begins with <code>/~NAME</code> works on a private copy of everything.
      </p>
      {problem && <ProblemNote problem={problem} />}
      <ul class="entries">
        {value?.sandboxes.map(one => (
          <li key={one}>
            <p>
              <a href={`${prefix}/~${encodeURIComponent(one)}/__admin`} target="_blank" rel="noreferrer">
                ~{visible(one)}
              </a>
              <br />
              <SandboxFacts name={one} />
            </p>
            <ConfirmButton
              label="Delete…"
              title={`Delete the sandbox ${visible(one)}?`}
              confirm="Delete"
              change={{
                says: `The sandbox ${one} is deleted.`,
                method: 'DELETE',
                path: `/sandboxes/${encodeURIComponent(one)}`,
              }}
            >
              Its records, rules and requests are lost. The next request to it begins with a new copy.
            </ConfirmButton>
          </li>
        ))}
      </ul>
      <form class="inline" onSubmit={create}>
        <TextField
          label="Name"
          value={name.value}
          placeholder="alice"
          onChange={text => {
            name.value = text;
          }}
        />
        <SelectField
          label="Data"
          value={from.value}
          options={[['', 'as they are now'], ...snapshots.map(one => [one, visible(one)] as const)]}
          onChange={value => {
            from.value = value;
          }}
        />
        <button type="submit" disabled={name.value.trim() === ''}>
          Create
        </button>
      </form>
    </section>
  );
}
