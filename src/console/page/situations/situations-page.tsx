import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { sandbox } from '../data/client.js';
import { state } from '../data/state.js';
import { listChanges, ResetDialog } from '../shell/situations-strip.js';
import { ClockCard } from './clock-card.js';
import { SandboxCard, ScenarioCard, SnapshotCard } from './saved-states.js';
import { TroubleCard } from './trouble-card.js';
import './situations.css';

/** The page of what a whole server can be put into: times, scenarios, saved data, trouble. */
export function SituationsPage(): JSX.Element {
  const isOpen = useSignal(false);
  return (
    <div class="pane scrolled">
      <header class="heading">
        <h1 tabIndex={-1}>Situations</h1>
        <p class="buttons">
          <button
            type="button"
            onClick={() => {
              isOpen.value = true;
            }}
          >
            Reset all…
          </button>
        </p>
      </header>
      <div class="blocks">
        <ClockCard />
        <TroubleCard />
        <SnapshotCard />
        {sandbox === undefined && <SandboxCard />}
        <ScenarioCard />
      </div>
      {isOpen.value && (
        <ResetDialog
          changes={state.value ? listChanges(state.value) : []}
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </div>
  );
}
