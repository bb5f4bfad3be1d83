import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { setParams } from '../data/navigation.js';
import { CopyButton } from '../shell/copy-button.js';
import { filter } from './live-requests.js';
import { readSample, type Sample, sendSample } from './sample-request.js';

/** Shows where rows will be, but only where they take a while. */
export function Skeleton(): JSX.Element {
  const isLate = useSignal(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      isLate.value = true;
    }, 150);
    return () => clearTimeout(timer);
  }, [isLate]);
  return (
    <div class="skeleton" role="status" aria-label="Reading the requests">
      {isLate.value && Array.from({ length: 9 }, (_, at) => <span key={at} />)}
    </div>
  );
}

/** Where no request has come yet: one to send. */
export function EmptyList(): JSX.Element {
  const sample = useSignal<Sample | undefined>(undefined);
  const isSent = useSignal(false);
  useEffect(() => {
    void readSample().then(read => {
      sample.value = read;
    });
  }, [sample]);
  return (
    <div class="empty">
      <h2>No requests yet</h2>
      <p>Each request to the mock appears here as soon as it has ended.</p>
      {sample.value && (
        <>
          <div class="paste">
            <pre class="command">{sample.value.command}</pre>
            <CopyButton text={sample.value.command} name="the command" />
          </div>
          <p class="buttons">
            <button
              type="button"
              class="primary"
              disabled={isSent.value}
              onClick={() => {
                isSent.value = true;
                void sendSample(sample.value as Sample);
              }}
            >
              Send it for me
            </button>
          </p>
        </>
      )}
    </div>
  );
}

/** Where no request matches the filter. */
export function NoMatch(): JSX.Element {
  return (
    <div class="empty">
      <h2>No request matches the filter</h2>
      {filter.value.issues.length > 0 && <p>{filter.value.issues.join(' ')}</p>}
      <p class="buttons">
        <button type="button" onClick={() => setParams({ q: undefined })}>
          Show all requests
        </button>
      </p>
    </div>
  );
}
