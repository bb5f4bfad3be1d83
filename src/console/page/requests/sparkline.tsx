import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { all } from './live-requests.js';
import { countBySecond, SECONDS } from './rate.js';

/** The requests of the last minute, one bar for each second; those that failed in another colour. */
export function Sparkline(): JSX.Element {
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now();
    }, 1000);
    return () => clearInterval(timer);
  }, [now]);
  const seconds = countBySecond(all.peek().rows, now.value);
  const most = Math.max(4, ...seconds.map(({ count }) => count));
  const count = seconds.reduce((sum, one) => sum + one.count, 0);
  const failed = seconds.reduce((sum, one) => sum + one.failed, 0);
  const label = `${count.toLocaleString('en')} in the last minute${failed > 0 ? `, ${failed.toLocaleString('en')} failed` : ''}`;
  return (
    <figure class="spark">
      <svg viewBox={`0 0 ${SECONDS * 3} 24`} preserveAspectRatio="none" aria-hidden="true">
        {seconds.map(({ count, failed }, at) => {
          const height = (count / most) * 22;
          const bad = (failed / most) * 22;
          return (
            count > 0 && (
              <g key={at}>
                <rect x={at * 3} y={24 - height} width="2" height={height - bad} />
                <rect class="failed" x={at * 3} y={24 - bad} width="2" height={bad} />
              </g>
            )
          );
        })}
        <path d={`M0 23.75H${SECONDS * 3}`} />
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
