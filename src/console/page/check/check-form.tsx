import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Apis, Check, CheckOptions } from '../data/admin-types.js';
import { makeChange } from '../data/change.js';
import { foreignHost } from '../data/foreign-host.js';
import { useLoaded } from '../data/load.js';
import { CommandView } from '../shell/command-view.js';
import { NumberField, SelectField, TextField } from '../shell/fields.js';

/** What to check: this mock by default, or another server. */
export function CheckForm({ isRunning, onStarted }: { isRunning: boolean; onStarted(id: string): void }): JSX.Element {
  const apis = useLoaded<Apis>('/apis').value?.apis ?? [];
  const [api, target, token, writes] = [useSignal(''), useSignal(''), useSignal(''), useSignal('')];
  const typedHost = useSignal('');
  const [seed, seconds] = [useSignal<number | undefined>(undefined), useSignal<number | undefined>(undefined)];
  const tokenId = useId();
  const url = target.value.trim();
  const host = foreignHost(url);
  const mustType = host !== undefined && writes.value === 'own';
  const options: CheckOptions = {
    api: api.value || (apis[0]?.name ?? ''),
    ...(url !== '' && { target: url }),
    ...(url !== '' && token.value !== '' && { token: token.value }),
    ...(writes.value !== '' && { writes: writes.value as 'none' | 'own' }),
    ...(seed.value !== undefined && { seed: seed.value }),
    ...(seconds.value !== undefined && { budget: seconds.value * 1000 }),
  };
  const shown = { ...options, ...(options.token !== undefined && { token: 'TOKEN' }) };
  const start = async (event: Event) => {
    event.preventDefault();
    const change = { says: 'The check has begun.', method: 'POST', path: '/checks' };
    const made = await makeChange<Check>({ ...change, body: options, shown });
    if (made) onStarted(made.value.id);
  };
  return (
    <form class="card block" onSubmit={event => void start(event)}>
      <h2>New check</h2>
      <p class="note">
        It finds where a server does not keep the contract. This mock is checked in a sandbox, so that its records stay.
      </p>
      <div class="fields">
        <SelectField
          label="Contract"
          value={options.api}
          options={apis.map(({ name }) => [name, name] as const)}
          onChange={value => {
            api.value = value;
          }}
        />
        <TextField
          label="Server"
          value={target.value}
          placeholder="this mock"
          isCode
          onChange={text => {
            target.value = text;
          }}
        />
        <SelectField
          label="Writes"
          value={writes.value}
          options={[
            ['', host !== undefined ? 'none, as usual for other hosts' : 'only what it has created'],
            ['none', 'none'],
            ['own', 'only what it has created'],
          ]}
          onChange={value => {
            writes.value = value;
          }}
        />
        <NumberField
          label="Seed"
          value={seed.value}
          min={0}
          max={4_294_967_295}
          placeholder="1"
          onChange={value => {
            seed.value = value;
          }}
        />
        <NumberField
          label="Seconds at most"
          value={seconds.value}
          min={1}
          max={86_400}
          placeholder="no limit"
          onChange={value => {
            seconds.value = value;
          }}
        />
        {url !== '' && (
          <div class="labelled">
            <label for={tokenId}>Token</label>
            <input
              id={tokenId}
              type="password"
              autocomplete="off"
              value={token.value}
              onInput={event => {
                token.value = event.currentTarget.value;
              }}
            />
          </div>
        )}
        {mustType && (
          <TextField
            label={`Type ${host} to let the check write there`}
            value={typedHost.value}
            isCode
            onChange={text => {
              typedHost.value = text;
            }}
          />
        )}
      </div>
      <CommandView command={{ method: 'POST', path: '/checks', body: shown }} />
      <p class="buttons">
        {isRunning && <small>One check runs at a time.</small>}
        <button
          type="submit"
          class="primary"
          disabled={isRunning || options.api === '' || (mustType && typedHost.value !== host)}
        >
          Start
        </button>
      </p>
    </form>
  );
}
