import { type Signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Apis } from '../data/admin-types.js';
import { foreignHost } from '../data/foreign-host.js';
import { useLoaded } from '../data/load.js';
import { route, setParams } from '../data/navigation.js';
import type { ComparedSide, ComparisonOptions } from '../data/server-types.js';
import { list } from '../requests/live-requests.js';
import { isGap } from '../requests/rows.js';
import { CommandView } from '../shell/command-view.js';
import { SelectField, TextField } from '../shell/fields.js';
import { SideFields } from './side-fields.js';
import { isCopy, parseHeader, parseSide } from './sides.js';
import { useCredentials } from './use-credentials.js';
import { parseRequests } from './written-requests.js';

type FormProps = {
  isRunning: boolean;
  /** The headers with the credentials of both sides. */
  headers: { left: Signal<string>; right: Signal<string> };
  onStart(options: ComparisonOptions): void;
};

/** Which servers and which requests to compare. All but the credentials is in the address. */
export function CompareForm({ isRunning, headers, onStart }: FormProps): JSX.Element {
  const apis = useLoaded<Apis>('/apis').value?.apis ?? [];
  const { left = '', right = '', ignore = '', requests = `plan:${apis[0]?.name ?? ''}` } = route.value.params;
  const [writes, typedHost, textId, writesId] = [useSignal(false), useSignal(''), useId(), useId()];
  const sides = { left: parseSide(left), right: parseSide(right) };
  const host = [sides.left, sides.right].map(({ target = '' }) => foreignHost(target)).find(one => one !== undefined);
  const mayWrite = !(isCopy(sides.left) && isCopy(sides.right));
  const mustType = mayWrite && writes.value && host !== undefined;
  const isWritten = !/^(plan:|newest$)/.test(requests);
  const credentialsOf = useCredentials(apis, isWritten);
  const chosen = chooseRequests(requests, credentialsOf);
  const options = {
    ...chosen.options,
    ...(ignore.trim() !== '' && { ignore: ignore.trim().split(/\s+/) }),
    ...(mayWrite && writes.value && { writes: true }),
  };
  const withHeaders = (name: 'left' | 'right', isShown: boolean): ComparedSide => {
    const { value } = headers[name];
    const sent = sides[name].target === undefined ? {} : parseHeader(value);
    const shown = Object.fromEntries(Object.keys(sent).map(header => [header, 'TOKEN']));
    return Object.keys(sent).length === 0 ? sides[name] : { ...sides[name], headers: isShown ? shown : sent };
  };
  const body = (isShown: boolean): ComparisonOptions => ({
    left: withHeaders('left', isShown),
    right: withHeaders('right', isShown),
    ...options,
  });
  return (
    <form
      class="card block"
      onSubmit={event => {
        event.preventDefault();
        onStart(body(false));
      }}
    >
      <p class="note">
        Both sides get the same requests. A copy of this mock is as it is now for each of them, and its clock stands
        still, so that only what it does can differ.
      </p>
      <div class="sides">
        {(['left', 'right'] as const).map(name => (
          <SideFields
            key={name}
            label={name === 'left' ? 'Left' : 'Right'}
            value={name === 'left' ? left : right}
            header={headers[name].value}
            onChange={side => setParams({ [name]: side }, { replace: true })}
            onHeader={header => {
              headers[name].value = header;
            }}
          />
        ))}
      </div>
      <div class="sides">
        <SelectField
          label="Requests"
          value={isWritten ? 'written' : requests}
          options={[
            ...apis.map(({ name }) => [`plan:${name}`, `several for each operation of ${name}`] as const),
            ['newest', `the newest ${MAX_NEWEST} of the journal`],
            ['written', 'those that I write'],
          ]}
          onChange={value => setParams({ requests: value === 'written' ? 'GET /' : value }, { replace: true })}
        />
        <TextField
          label="May differ"
          value={ignore}
          placeholder="/headers/etag /body/*/created_at"
          isCode
          onChange={text => setParams({ ignore: text }, { replace: true })}
        />
      </div>
      {isWritten && (
        <div class="labelled">
          <label for={textId}>
            One request a line: GET /path, a curl command, or numbers of requests in the journal
          </label>
          <textarea
            id={textId}
            class="code"
            rows={4}
            spellcheck={false}
            value={requests}
            onInput={event => setParams({ requests: event.currentTarget.value }, { replace: true })}
          />
        </div>
      )}
      {chosen.issue !== undefined && (
        <p class="preview wrong" role="status">
          {chosen.issue}
        </p>
      )}
      {mayWrite && (
        <label class="tick" for={writesId}>
          <input
            id={writesId}
            type="checkbox"
            checked={writes.value}
            onChange={event => {
              writes.value = event.currentTarget.checked;
            }}
          />
          Also send requests that may change something
        </label>
      )}
      {mustType && (
        <TextField
          label={`Type ${host} to let requests change something there`}
          value={typedHost.value}
          isCode
          onChange={text => {
            typedHost.value = text;
          }}
        />
      )}
      <CommandView command={{ method: 'POST', path: '/comparisons', body: body(true) }} />
      <p class="buttons">
        <button
          type="button"
          class="first"
          onClick={() => {
            [headers.left.value, headers.right.value] = [headers.right.value, headers.left.value];
            setParams({ left: right, right: left }, { replace: true });
          }}
        >
          Swap
        </button>
        <button
          type="submit"
          class="primary"
          disabled={isRunning || chosen.issue !== undefined || (mustType && typedHost.value !== host)}
        >
          {isRunning ? 'Comparing…' : 'Compare'}
        </button>
      </p>
    </form>
  );
}

/** How many requests of the journal are compared at most, where none is named. */
const MAX_NEWEST = 100;

type Chosen = { options: Pick<ComparisonOptions, 'plan' | 'requests'>; issue?: string };

function chooseRequests(written: string, credentialsOf: (path: string) => Record<string, string> | undefined): Chosen {
  if (written.startsWith('plan:')) return { options: { plan: written.slice('plan:'.length) } };
  if (written === 'newest') {
    const requests = newestRequests();
    return { options: { requests }, ...(requests.length === 0 && { issue: 'The journal has no request yet.' }) };
  }
  const read = parseRequests(written);
  if ('issue' in read) return { options: { requests: [] }, issue: read.issue };
  const requests = read.requests.map(request => {
    const headers = typeof request === 'number' || request.headers ? undefined : credentialsOf(request.path);
    return headers && typeof request !== 'number' ? { ...request, headers } : request;
  });
  return { options: { requests } };
}

/** The newest requests, of which each method and URL counts once. */
function newestRequests(): number[] {
  const { rows } = list.value;
  const found = new Map<string, number>();
  for (let at = rows.length - 1; at >= 0 && found.size < MAX_NEWEST; at--) {
    const row = rows.at(at);
    if (!row || isGap(row) || row.operation === undefined || row.callback) continue;
    const key = `${row.method} ${row.url}`;
    if (!found.has(key)) found.set(key, row.id);
  }
  return [...found.values()];
}
