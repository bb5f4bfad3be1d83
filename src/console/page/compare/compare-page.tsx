import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { call, ProblemError, sandbox } from '../data/client.js';
import { route, setParams } from '../data/navigation.js';
import type { Comparison, ComparisonOptions } from '../data/server-types.js';
import { download } from '../parts/download.js';
import { ProblemNote } from '../shell/problem-note.js';
import { CompareForm } from './compare-form.js';
import './compare.css';
import { PairDetail } from './pair-detail.js';
import { PairList } from './pair-list.js';
import { nameOfSide } from './sides.js';

type Done = { options: ComparisonOptions; comparison: Comparison };

/** The page of comparisons: two servers, the same requests, and where the responses differ. */
export function ComparePage(): JSX.Element {
  const headers = { left: useSignal(''), right: useSignal('') };
  const done = useSignal<Done | undefined>(undefined);
  const problem = useSignal<ProblemError | undefined>(undefined);
  const isRunning = useSignal(false);
  const start = async (options: ComparisonOptions) => {
    isRunning.value = true;
    problem.value = undefined;
    try {
      done.value = { options, comparison: await call<Comparison>('/comparisons', { method: 'POST', body: options }) };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problem.value = error;
    } finally {
      isRunning.value = false;
    }
  };
  const result = done.value;
  const pair = result?.comparison.pairs[Number(route.value.params.pair ?? 'none')];
  const ignore = (pointer: string) => {
    if (!result) return;
    const ignored = [...(result.options.ignore ?? []), pointer];
    setParams({ ignore: ignored.join(' ') }, { replace: true });
    void start({ ...result.options, ignore: ignored });
  };
  return (
    <div class={pair ? 'split open' : 'split'}>
      <section class="pane scrolled" aria-label="Comparison" aria-busy={isRunning.value}>
        <header class="heading">
          <h1 tabIndex={-1}>Compare</h1>
          {result && (
            <p class="buttons">
              <button
                type="button"
                onClick={() => download('comparison.json', `${JSON.stringify(result.comparison, null, 2)}\n`)}
              >
                Download
              </button>
            </p>
          )}
        </header>
        {sandbox === undefined ? (
          <CompareForm
            isRunning={isRunning.value}
            headers={headers}
            onStart={options => {
              setParams({ pair: undefined }, { replace: true });
              void start(options);
            }}
          />
        ) : (
          <p class="note">A sandbox has no comparisons. The console of the mock compares sandboxes, too.</p>
        )}
        {problem.value && <ProblemNote problem={problem.value} />}
        {result && <PairList comparison={result.comparison} />}
      </section>
      {pair && result && (
        <PairDetail
          key={route.value.params.pair}
          pair={pair}
          names={{ left: nameOfSide(result.options.left), right: nameOfSide(result.options.right) }}
          onIgnore={ignore}
          onClose={() => setParams({ pair: undefined })}
        />
      )}
    </div>
  );
}
