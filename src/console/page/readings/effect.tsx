import { useComputed, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Readings } from '../data/admin-types.js';
import { prefix } from '../data/client.js';
import { visible } from '../data/visible.js';
import { readCredentials } from '../parts/read-credentials.js';
import { list } from '../requests/live-requests.js';
import { isGap } from '../requests/rows.js';
import { SelectField, TextField } from '../shell/fields.js';
import { type ComparedLine, compareLines } from './differing-lines.js';

type Reading = Readings['readings'][number];

type Shown = { choice: string; status: number; lines: readonly ComparedLine[] };

/** How many lines of each response are shown. */
const MAX_LINES = 200;

/** The same request under two choices of a reading, and where the responses differ. */
export function Effect({ api, reading }: { api: string; reading: Reading }): JSX.Element {
  const newest = useComputed(() => newestPath(api));
  const typed = useSignal<string | undefined>(undefined);
  const path = typed.value ?? newest.value;
  const others = reading.choices.filter(({ id }) => id !== reading.choice);
  const other = useSignal(others[0]?.id ?? '');
  const shown = useSignal<readonly Shown[] | string | undefined>(undefined);
  const compare = async (event: Event) => {
    event.preventDefault();
    const choices = [reading.choice, other.value];
    try {
      const headers = await readCredentials(api);
      const responses = await Promise.all(
        choices.map(choice => get(path, { ...headers, Prefer: `reading="${reading.id}=${choice}"` })),
      );
      const [left, right] = responses as [Got, Got];
      shown.value = compareLines(left.body, right.body).map((lines, at) => ({
        choice: choices[at] ?? '',
        status: responses[at]?.status ?? 0,
        lines,
      }));
    } catch {
      shown.value = 'The server does not respond.';
    }
  };
  return (
    <section>
      <h3>The effect</h3>
      <form class="inline" onSubmit={event => void compare(event)}>
        <TextField
          label="GET"
          value={path}
          placeholder="/path?parameter=value"
          isCode
          onChange={text => {
            typed.value = text;
          }}
        />
        <SelectField
          label="Compare with"
          value={other.value}
          options={others.map(({ id }) => [id, id] as const)}
          onChange={value => {
            other.value = value;
          }}
        />
        <button type="submit" disabled={!path.startsWith('/')}>
          Show
        </button>
      </form>
      {typeof shown.value === 'string' && <p class="preview wrong">{shown.value}</p>}
      {Array.isArray(shown.value) && <Both shown={shown.value} />}
    </section>
  );
}

function Both({ shown }: { shown: readonly Shown[] }): JSX.Element {
  const [left, right] = shown;
  const isSame = left?.status === right?.status && shown.every(({ lines }) => lines.every(line => line.isSame));
  return (
    <>
      <p class="preview" role="status">
        {isSame ? 'Both responses are the same.' : 'The responses differ.'}
      </p>
      <div class="both">
        {shown.map(({ choice, status, lines }) => (
          <div key={choice}>
            <p>
              <b>{choice}</b> <span class={status < 400 ? 'good' : 'bad'}>{status}</span>
            </p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach that */}
            <pre class="text outline" tabIndex={0}>
              {lines.slice(0, MAX_LINES).map(({ text, isSame: same }, at) => (
                <span key={at}>{same ? `${visible(text)}\n` : <mark>{`${visible(text)}\n`}</mark>}</span>
              ))}
              {lines.length > MAX_LINES && `… ${lines.length - MAX_LINES} more lines`}
            </pre>
          </div>
        ))}
      </div>
    </>
  );
}

type Got = { status: number; body: string };

async function get(path: string, headers: Record<string, string>): Promise<Got> {
  const response = await fetch(prefix + path, { headers, credentials: 'omit', cache: 'no-store' });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.stringify(JSON.parse(text), null, 2) };
  } catch {
    return { status: response.status, body: text };
  }
}

/** The path of the newest read of an API, without the sandbox. */
function newestPath(api: string): string {
  const { rows } = list.value;
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows.at(at);
    if (row && !isGap(row) && row.api === api && row.method === 'GET') return row.url.replace(/^\/~[^/]*/, '');
  }
  return '';
}
