import type { JSX } from 'preact';
import type { Check } from '../data/admin-types.js';
import { makeChange } from '../data/change.js';
import { useLoaded } from '../data/load.js';
import { visible } from '../data/visible.js';
import { DetailPane } from '../parts/detail-pane.js';
import { download } from '../parts/download.js';
import { ProblemNote } from '../shell/problem-note.js';
import type { CheckReport } from './report.js';
import { ReportView } from './report-view.js';

/** One check: how far it is, and its report. */
export function CheckDetail({ id, onClose }: { id: string; onClose(): void }): JSX.Element {
  const { value: check, problem } = useLoaded<Check>(`/checks/${id}`, 'checks');
  const report = check?.report as CheckReport | undefined;
  return (
    <DetailPane of="check" title={id} facts={check && [check.api, check.target]} onClose={onClose}>
      {problem && <ProblemNote problem={problem} />}
      {check?.state === 'running' && <Running check={check} />}
      {check?.problem !== undefined && (
        <p class="preview wrong" role="status">
          {visible(check.problem)}
        </p>
      )}
      {check && check.notes.length > 0 && (
        <ul class="note">
          {check.notes.map((note, at) => (
            <li key={at}>{visible(note)}</li>
          ))}
        </ul>
      )}
      {report && <ReportView report={report} />}
      {check && check.state !== 'running' && (
        <p class="buttons left">
          {report && (
            <button type="button" onClick={() => download(`${id}.json`, `${JSON.stringify(report, null, 2)}\n`)}>
              Download the report
            </button>
          )}
          <button
            type="button"
            onClick={() =>
              void makeChange({ says: `${id} is deleted.`, method: 'DELETE', path: `/checks/${id}` }).then(
                made => made && onClose(),
              )
            }
          >
            Delete
          </button>
        </p>
      )}
    </DetailPane>
  );
}

/** A report from a file. */
export function FileReport({
  name,
  report,
  onClose,
}: {
  name: string;
  report: CheckReport;
  onClose(): void;
}): JSX.Element {
  return (
    <DetailPane of="check" title={name} facts={[report.api, report.target]} onClose={onClose}>
      <ReportView report={report} />
    </DetailPane>
  );
}

function Running({ check: { id, progress, found = [] } }: { check: Check }): JSX.Element {
  return (
    <section>
      <p class="facts">
        {progress ? (
          <>
            <b>
              {progress.done} of {progress.all} cases
            </b>
            , <span class={progress.failing > 0 ? 'bad' : undefined}>{progress.failing} failing</span>: {progress.check}
          </>
        ) : (
          'Reading the data of the target…'
        )}
      </p>
      <progress aria-label="Cases that have run" max={progress?.all ?? 1} value={progress?.done ?? 0} />
      <button
        type="button"
        onClick={() =>
          void makeChange({
            says: `${id} ends with the cases that are running.`,
            method: 'DELETE',
            path: `/checks/${id}`,
          })
        }
      >
        Stop
      </button>
      {found.length > 0 && (
        <>
          <h3>
            Found so far <small>{found.length}</small>
          </h3>
          <ul class="entries lines">
            {found.map(({ message, operation, warning, violations }) => (
              <li key={`${operation} ${message}`}>
                <b class={warning ? 'unsure' : 'bad'}>{visible(message)}</b>{' '}
                <small>
                  {visible(operation)}, {violations === 1 ? '1 violation' : `${violations} violations`}
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
