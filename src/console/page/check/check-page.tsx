import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Check, Checks } from '../data/admin-types.js';
import { sandbox } from '../data/client.js';
import { useLoaded } from '../data/load.js';
import { openPage, route, setParams } from '../data/navigation.js';
import { formatRoute } from '../data/route.js';
import { visible } from '../data/visible.js';
import { timeOf } from '../requests/request-row.js';
import { ProblemNote } from '../shell/problem-note.js';
import { CheckDetail, FileReport } from './check-detail.js';
import { CheckForm } from './check-form.js';
import { type CheckReport, parseReport } from './report.js';
import './check.css';

/** The page of the checks: a new one, those that ran, and the report of one of them or of a file. */
export function CheckPage(): JSX.Element {
  const { value, problem } = useLoaded<Checks>(sandbox === undefined ? '/checks' : undefined, 'checks');
  const file = useSignal<{ name: string; report: CheckReport } | string | undefined>(undefined);
  const { id } = route.value.params;
  const checks = value?.checks ?? [];
  const open = async (chosen: File | undefined) => {
    if (!chosen) return;
    const report = parseReport(await chosen.text());
    file.value = report ? { name: chosen.name, report } : `${chosen.name} is not a report of a check.`;
    if (report) setParams({ id: undefined });
  };
  const closeFile = () => {
    file.value = undefined;
  };
  const opened = id === undefined && typeof file.value === 'object' ? file.value : undefined;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button for a file does the same
    <div
      class={id !== undefined || opened ? 'split open' : 'split'}
      onDragOver={event => event.preventDefault()}
      onDrop={event => {
        event.preventDefault();
        void open(event.dataTransfer?.files[0]);
      }}
    >
      <section class="pane scrolled" aria-label="List of checks">
        <header class="heading">
          <h1 tabIndex={-1}>Check</h1>
          <p class="buttons">
            <label class="file">
              Open a report
              <input
                type="file"
                accept=".json,application/json"
                onChange={event => void open(event.currentTarget.files?.[0])}
              />
            </label>
          </p>
        </header>
        {typeof file.value === 'string' && (
          <p class="preview wrong" role="status">
            {visible(file.value)}
          </p>
        )}
        {problem && <ProblemNote problem={problem} />}
        {sandbox === undefined ? (
          <CheckForm
            isRunning={checks.some(({ state }) => state === 'running')}
            onStarted={started => setParams({ id: started })}
          />
        ) : (
          <p class="note">
            A sandbox has no checks. The console of the mock has them; a report from a file can be opened here.
          </p>
        )}
        <ol class="checks">
          {checks.map(check => (
            <li key={check.id} class={check.id === id ? 'card selected' : 'card'}>
              <a href={formatRoute({ page: 'check', params: { id: check.id } })}>
                {check.id} <small>{check.api}</small>
              </a>
              <p class="note">
                {timeOf(check.startedAt)} <b>{describe(check)}</b> {visible(check.target)}
              </p>
            </li>
          ))}
        </ol>
      </section>
      {id !== undefined && <CheckDetail key={id} id={id} onClose={() => openPage({ page: 'check', params: {} })} />}
      {opened && <FileReport name={opened.name} report={opened.report} onClose={closeFile} />}
    </div>
  );
}

function describe({ state, progress }: Check): string {
  if (state === 'running') return progress ? `${progress.done} of ${progress.all}` : 'begins';
  if (progress === undefined || state === 'failed') return state;
  return `${state}, ${progress.failing} of ${progress.all} failing`;
}
