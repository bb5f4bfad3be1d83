import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { route } from '../data/navigation.js';
import { formatRoute } from '../data/route.js';
import type { ComparedPair, Comparison } from '../data/server-types.js';
import { visible } from '../data/visible.js';

export const OUTCOMES: Readonly<Record<ComparedPair['outcome'], string>> = {
  differs: 'differs',
  failed: 'no response',
  equal: 'equal',
  unsent: 'not sent',
};

/** The result of a comparison: how many differ and why, and the requests. */
export function PairList({ comparison }: { comparison: Comparison }): JSX.Element {
  const { pairs, leftOut } = comparison;
  const differing = pairs.filter(({ outcome }) => outcome === 'differs' || outcome === 'failed');
  const chosen = useSignal<ComparedPair['outcome'] | undefined>(differing.some(isDiffering) ? 'differs' : undefined);
  const present = (Object.keys(OUTCOMES) as ComparedPair['outcome'][]).filter(outcome =>
    pairs.some(pair => pair.outcome === outcome),
  );
  const shown = present.includes(chosen.value as ComparedPair['outcome']) ? chosen.value : undefined;
  return (
    <>
      <p class={differing.length === 0 ? 'preview' : 'preview wrong'} role="status">
        {differing.length === 0
          ? `Nothing differs in ${pairs.length} ${pairs.length === 1 ? 'request' : 'requests'}.`
          : `${differing.length} of ${pairs.length} requests differ.`}
        {leftOut > 0 && ` ${leftOut} more were not sent.`}
      </p>
      <Causes pairs={differing} />
      <fieldset class="chips">
        <legend class="hidden">Shown requests</legend>
        {[undefined, ...present].map(outcome => (
          <button
            key={outcome ?? 'all'}
            type="button"
            class="chip"
            aria-pressed={shown === outcome}
            onClick={() => {
              chosen.value = outcome;
            }}
          >
            {outcome === undefined ? 'all' : OUTCOMES[outcome]}{' '}
            {outcome === undefined ? pairs.length : pairs.filter(pair => pair.outcome === outcome).length}
          </button>
        ))}
      </fieldset>
      <ol class="pairs">
        {pairs.map((pair, at) =>
          shown === undefined || pair.outcome === shown ? <PairRow key={at} at={at} pair={pair} /> : null,
        )}
      </ol>
    </>
  );
}

function isDiffering({ outcome }: ComparedPair): boolean {
  return outcome === 'differs';
}

/** The readings that explain differences, the most often first. */
function Causes({ pairs }: { pairs: readonly ComparedPair[] }): JSX.Element | null {
  const counts = new Map<string, { count: number; api: string | undefined; reading: string }>();
  for (const { api, explainedBy } of pairs) {
    for (const reading of new Set(explainedBy.map(one => one.reading))) {
      const before = counts.get(`${api} ${reading}`);
      counts.set(`${api} ${reading}`, { api, reading, count: (before?.count ?? 0) + 1 });
    }
  }
  if (counts.size === 0) return null;
  return (
    <ul class="entries causes">
      {[...counts.values()]
        .toSorted((one, other) => other.count - one.count)
        .map(({ api, reading, count }) => (
          <li key={`${api} ${reading}`}>
            <a href={readingAddress(api, reading)}>{reading}</a> <small>explains {count === 1 ? 'one' : count}</small>
          </li>
        ))}
    </ul>
  );
}

export function readingAddress(api: string | undefined, reading: string): string {
  return formatRoute({ page: 'readings', params: { api: api ?? '', id: reading } });
}

function PairRow({ pair, at }: { pair: ComparedPair; at: number }): JSX.Element {
  const { params } = route.value;
  const { method, path, about, outcome, left, right } = pair;
  return (
    <li class={params.pair === String(at) ? 'card selected' : 'card'}>
      <a href={formatRoute({ page: 'compare', params: { ...params, pair: String(at) } })}>
        <small>{method}</small> {visible(path)}
      </a>
      <p class="note">
        <span class={TONES[outcome]}>{OUTCOMES[outcome]}</span>
        {outcome !== 'unsent' && (
          <span>
            {left ?? 'none'} | {right ?? 'none'}
          </span>
        )}
        {about !== undefined && <span>{visible(about)}</span>}
        {pair.explainedBy.map(({ reading, choice }) => (
          <span key={`${reading} ${choice}`}>{reading}</span>
        ))}
      </p>
    </li>
  );
}

const TONES: Readonly<Record<ComparedPair['outcome'], string>> = {
  differs: 'mark bad',
  failed: 'mark bad',
  equal: 'mark good',
  unsent: 'mark',
};
