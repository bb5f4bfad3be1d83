import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Differences, Sandbox } from '../data/admin-types.js';
import { call } from '../data/client.js';
import { useLoaded } from '../data/load.js';
import { formatRoute } from '../data/route.js';
import { ProblemNote } from '../shell/problem-note.js';
import { countOf, describeDifferences, formatAge } from './words.js';

/** How the present records differ from those of a snapshot. */
export function SnapshotDifferences({ name }: { name: string }): JSX.Element | null {
  const { value, problem } = useLoaded<Differences>(`/snapshots/${encodeURIComponent(name)}`, 'records', 'snapshots');
  if (problem) return <ProblemNote problem={problem} />;
  if (!value) return null;
  return (
    <ul class="differences" aria-label={`Differences from ${name}`}>
      {value.differences.length === 0 && <li>The present records are the same.</li>}
      {value.differences.map(one => (
        <li key={one.collection}>
          <a href={formatRoute({ page: `data/${one.collection.replace('.', '/')}`, params: {} })}>{one.collection}</a>{' '}
          {describeDifferences(one)}
        </li>
      ))}
    </ul>
  );
}

/** How old a sandbox is, and what it has; read again every few seconds, because its changes are reported to its own console alone. */
export function SandboxFacts({ name }: { name: string }): JSX.Element | null {
  const read = useSignal<{ sandbox: Sandbox; at: number } | undefined>(undefined);
  useEffect(() => {
    const abort = new AbortController();
    const readAgain = () =>
      void call<Sandbox>(`/sandboxes/${encodeURIComponent(name)}`, { signal: abort.signal }).then(
        sandbox => {
          read.value = { sandbox, at: Date.now() };
        },
        // the list says what is wrong with the server
        () => {},
      );
    readAgain();
    const timer = setInterval(readAgain, PAUSE);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [name, read]);
  if (!read.value) return null;
  const { sandbox, at } = read.value;
  const { madeAt, usedAt, requests, rules, differences } = sandbox;
  const records = differences.reduce((sum, { added, changed, removed }) => sum + added + changed + removed, 0);
  return (
    <span class="note">
      {[
        `made ${formatAge(at - Date.parse(madeAt))} ago`,
        `used ${formatAge(at - Date.parse(usedAt))} ago`,
        countOf(requests, 'request'),
        `${countOf(records, 'record')} changed`,
        countOf(rules, 'rule'),
      ].join(' · ')}
    </span>
  );
}

/** How often the facts are read, in milliseconds. */
const PAUSE = 5000;
