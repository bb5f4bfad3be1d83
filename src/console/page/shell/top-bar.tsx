import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { sandbox } from '../data/client.js';
import { connection } from '../data/connection.js';
import { ahead, state } from '../data/state.js';
import { heldAt, hold, isPaused, release } from '../requests/live-requests.js';
import { Icon } from './icons.js';
import { type Theme, theme } from './preferences.js';

/** What is set in the mock or the sandbox, whether the page is live, and the colours. */
export function TopBar({ children }: { children: ComponentChildren }): JSX.Element {
  const { profile, scenario, clock, nextReset } = state.value ?? {};
  return (
    <header class="top">
      <dl class="facts">
        <div class="scope">
          <dt>Scope</dt>
          <dd
            title={sandbox === undefined ? 'The mock, outside of sandboxes' : 'A sandbox: a private copy of the data'}
          >
            {sandbox === undefined ? 'mock' : `~${sandbox}`}
          </dd>
        </div>
        <div>
          <dt>Profile</dt>
          <dd>{profile ?? '…'}</dd>
        </div>
        {scenario !== undefined && (
          <div>
            <dt>Scenario</dt>
            <dd>{scenario}</dd>
          </div>
        )}
        <div class={clock?.moved ? 'clock moved' : 'clock'}>
          <dt>Clock</dt>
          <dd>{clock ? <ClockTime frozen={clock.frozen} moved={clock.moved} time={clock.time} /> : '…'}</dd>
        </div>
        {nextReset !== undefined && (
          <div>
            <dt>Next reset</dt>
            <dd title={`${nextReset}: everything but the sandboxes goes back to its beginning`}>
              {new Date(nextReset).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}
            </dd>
          </div>
        )}
      </dl>
      {children}
      <LiveButton />
      <ThemeButton />
    </header>
  );
}

/** The time of the mock: that of the machine unless it was set. */
function ClockTime({ frozen, moved, time }: { frozen: boolean; moved: boolean; time: string }): JSX.Element {
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now();
    }, 1000);
    return () => clearInterval(timer);
  }, [now]);
  if (!moved) return <span title="The clock of the machine">real time</span>;
  const shown = frozen ? time : new Date(now.value + ahead.value).toISOString();
  return (
    <span title={`${shown}, UTC`}>
      <Icon name="clock" size={14} /> <span class="date">{shown.slice(0, 10)} </span>
      {shown.slice(11, 19)}
      {frozen && <b> frozen</b>}
    </span>
  );
}

/** Whether events arrive, and the button that stops the list. */
function LiveButton(): JSX.Element {
  const { state: at } = connection.value;
  const seconds = useCountdown();
  if (at !== 'live') {
    const words =
      at === 'waiting' ? `Reconnecting in ${seconds} s` : at === 'refused' ? 'Not connected' : 'Connecting…';
    return (
      <span class={`live ${at}`} role="status">
        <span class="dot" /> {words}
      </span>
    );
  }
  const paused = isPaused.value;
  return (
    <button type="button" class={paused ? 'live paused' : 'live'} aria-pressed={paused} onClick={togglePause}>
      {paused ? <Icon name="pause" size={12} /> : <span class="dot" />} {paused ? 'Paused' : 'Live'}
    </button>
  );
}

export function togglePause(): void {
  if (isPaused.value) return release();
  isPaused.value = true;
  heldAt.value = undefined;
  hold();
}

function useCountdown(): number {
  const now = useSignal(Date.now());
  const current = connection.value;
  useEffect(() => {
    if (current.state !== 'waiting') return undefined;
    now.value = Date.now();
    const timer = setInterval(() => {
      now.value = Date.now();
    }, 250);
    return () => clearInterval(timer);
  }, [current, now]);
  return current.state === 'waiting' ? Math.max(0, Math.ceil((current.until - now.value) / 1000)) : 0;
}

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const ICONS = { system: 'system', light: 'sun', dark: 'moon' } as const;

function ThemeButton(): JSX.Element {
  const chosen = theme.value;
  const label = `Colours: ${chosen}. Change to ${NEXT[chosen]}`;
  return (
    <button
      type="button"
      class="plain"
      aria-label={label}
      title={label}
      onClick={() => {
        theme.value = NEXT[chosen];
      }}
    >
      <Icon name={ICONS[chosen]} />
    </button>
  );
}
