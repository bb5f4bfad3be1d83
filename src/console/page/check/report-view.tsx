import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { visible } from '../data/visible.js';
import { CopyButton } from '../shell/copy-button.js';
import { type CheckReport, type ReportViolation, verdictOf, violationsOf } from './report.js';

/** The report of a run: the verdict, then what is wrong by root cause, then what was not tested. */
export function ReportView({ report }: { report: CheckReport }): JSX.Element {
  const { rootCauses, skipped, inconclusive, incomplete, summary, coverage, readings } = report;
  const { isGood, says } = verdictOf(report);
  const { exercised, all } = coverage.statements;
  return (
    <>
      <p class={isGood ? 'preview' : 'preview wrong'} role="status">
        <b>{says}</b> {incomplete !== undefined && visible(incomplete)}
      </p>
      <dl class="numbers">
        {Object.entries(summary).map(([verdict, count]) => (
          <div key={verdict}>
            <dt>{verdict}</dt>
            <dd class={TONES[verdict] !== undefined && count > 0 ? TONES[verdict] : undefined}>{count}</dd>
          </div>
        ))}
        <div>
          <dt>statements</dt>
          <dd>
            {exercised} of {all}
          </dd>
        </div>
        <div>
          <dt>requests</dt>
          <dd>{report.requests.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>seconds</dt>
          <dd>{(report.milliseconds / 1000).toFixed(1)}</dd>
        </div>
      </dl>
      {rootCauses.length > 0 && (
        <section>
          <h3>
            Root causes <small>{rootCauses.length}</small>
          </h3>
          {rootCauses.map((cause, at) => (
            <Cause key={cause.id} cause={cause} report={report} isFirst={at === 0} />
          ))}
        </section>
      )}
      <Folded title="Without a verdict" count={inconclusive.length}>
        {inconclusive.map(one => (
          <li key={`${one.check} ${one.case}`}>
            <code>{visible(one.case)}</code> {visible(one.reason)}
          </li>
        ))}
      </Folded>
      <Folded title="Skipped" count={skipped.reduce((sum, { cases }) => sum + cases, 0)}>
        {skipped.map(({ reason, cases }) => (
          <li key={reason}>
            <b>{cases}</b> {visible(reason)}
          </li>
        ))}
      </Folded>
      <Folded title="Readings that were seen" count={Object.keys(readings).length}>
        {Object.entries(readings).map(([id, choice]) => (
          <li key={id}>
            <code>{id}</code> {choice}
          </li>
        ))}
      </Folded>
    </>
  );
}

type CauseProps = { cause: CheckReport['rootCauses'][number]; report: CheckReport; isFirst: boolean };

/** A root cause with its violations, which are only there while it is open: a report may have thousands of them. */
function Cause({ cause, report, isFirst }: CauseProps): JSX.Element {
  const { kind, shares, message, violations } = cause;
  const isOpen = useSignal(isFirst);
  const shown = useSignal(FIRST_SHOWN);
  const all = isOpen.value ? violationsOf(report, violations) : [];
  return (
    <details
      class="cause"
      open={isOpen.value}
      onToggle={event => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>
        <b>{visible(message)}</b> <span class={kind === 'open' ? 'mark bad' : 'mark'}>{kind}</span>{' '}
        <small>
          {violations.length === 1 ? '1 violation' : `${violations.length.toLocaleString('en')} violations`},{' '}
          {visible(shares)}
        </small>
      </summary>
      {all.slice(0, shown.value).map(violation => (
        <Violation key={violation.id} violation={violation} />
      ))}
      {all.length > shown.value && (
        <button
          type="button"
          onClick={() => {
            shown.value = all.length;
          }}
        >
          Show all {all.length.toLocaleString('en')}
        </button>
      )}
    </details>
  );
}

/** How many violations of a cause are shown at first. */
const FIRST_SHOWN = 50;

const TONES: Readonly<Record<string, string>> = { pass: 'good', fail: 'bad', flaky: 'unsure', inconclusive: 'unsure' };

function Violation({ violation }: { violation: ReportViolation }): JSX.Element {
  const { check, operation, parameter, statement, says, source, message, expected, got, curl, next, cases } = violation;
  return (
    <div class="violation">
      <p>
        <code>
          {operation}
          {parameter !== undefined && ` ${parameter}`}
        </code>{' '}
        {visible(message)}
      </p>
      <p class="says">
        <code>{statement}</code> {visible(says)}
      </p>
      {expected !== undefined && <p>Expected: {visible(expected)}</p>}
      {got !== undefined && <p class="got">Got: {visible(got)}</p>}
      {curl !== '' && (
        <div class="paste">
          <pre class="command">{visible(curl)}</pre>
          <CopyButton text={curl} name="the command" />
        </div>
      )}
      <p class="note">{visible(next)}</p>
      <p class="pointer">
        {source} · {check} · {cases.length === 1 ? '1 case' : `${cases.length} cases`}
      </p>
    </div>
  );
}

function Folded({
  title,
  count,
  children,
}: {
  title: string;
  count: number;
  children: JSX.Element[];
}): JSX.Element | null {
  if (count === 0) return null;
  return (
    <details class="cause">
      <summary>
        {title} <small>{count}</small>
      </summary>
      <ul class="entries lines">{children}</ul>
    </details>
  );
}
