import type { JSX } from 'preact';
import { type Change, lastChange, makeChange } from '../data/change.js';
import { call, ProblemError } from '../data/client.js';
import type { Imported } from '../data/server-types.js';
import { download } from '../parts/download.js';
import { Icon } from '../shell/icons.js';

/** Saves the journal as an HTTP archive, and adds the exchanges of one to it. */
export function ArchiveButtons(): JSX.Element {
  return (
    <p class="archive">
      <button type="button" class="plain" aria-label="Save as HAR" title="Save as HAR" onClick={() => void save()}>
        <Icon name="down" />
      </button>
      <label class="file" title="Add the exchanges of a HAR">
        <Icon name="up" />
        <input
          type="file"
          aria-label="Add the exchanges of a HAR"
          accept=".har,.json,application/json"
          onChange={event => void open(event.currentTarget)}
        />
      </label>
    </p>
  );
}

const PATH = '/requests.har';

/** The most requests of an archive. */
const MAX_REQUESTS = 20_000;

async function save(): Promise<void> {
  const change: Change = { says: 'The journal is saved.', method: 'GET', path: `${PATH}?limit=${MAX_REQUESTS}` };
  try {
    download('requests.har', `${JSON.stringify(await call(change.path))}\n`);
  } catch (error) {
    if (error instanceof ProblemError) lastChange.value = { change, problem: error };
  }
}

async function open(input: HTMLInputElement): Promise<void> {
  const [file] = input.files ?? [];
  if (!file) return;
  // the same file can be chosen again
  const text = await file.text();
  input.value = '';
  const change: Change = { says: '', method: 'POST', path: PATH, body: parse(text), file: file.name };
  const made = await makeChange<Imported>(change);
  if (!made) return;
  const { imported, leftOut } = made.value;
  const rest = leftOut === 0 ? '' : `, ${leftOut} left out: no operation has their path`;
  lastChange.value = { change: { ...change, says: `Exchanges of ${file.name}: ${imported} added${rest}.` } };
}

/** The server says what is wrong with a text that is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
