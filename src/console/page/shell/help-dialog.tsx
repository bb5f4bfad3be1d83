import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { state } from '../data/state.js';
import { Dialog } from './dialog.js';
import { letters, type Theme, theme } from './preferences.js';

export const isHelpOpen = signal(false);

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['/'], 'edit the filter'],
  [['j', '↓'], 'select the next older request, or the next record'],
  [['k', '↑'], 'select the next newer request, or the record before'],
  [['Esc'], 'close the request or the record'],
  [['Space'], 'stop the list, or let it go on; tick a record'],
  [['← →', 'Enter'], 'lead to a cell of a record, and edit it'],
  [['c'], 'copy the curl command of the request'],
  [['m'], 'make a rule from the request'],
  [['n'], 'start a new rule, on the page of the rules'],
  [['Alt ↑', 'Alt ↓'], 'let a rule decide earlier or later'],
  [['r'], 'send the request again'],
  [['e'], 'edit the request, and send it'],
  [['t'], 'try the operation of a contract'],
  [['Ctrl K', '⌘K'], 'go to anything'],
  [['?'], 'show this help'],
];

const TERMS: readonly (readonly [term: string, finds: string])[] = [
  ['status:4xx', 'a class of statuses; also 404, >=500, none'],
  ['op:listOrders', 'an operation; * stands for anything'],
  ['method:post,put', 'any of several values'],
  ['url:page=2', 'a part of the URL'],
  ['body:express', 'a text in the body of the request'],
  ['response:total', 'a text in the response'],
  ['by:rule', 'what made the response'],
  ['is:violation', 'also unmatched, refused, failed, unknown, callback'],
  ['ms:>100', 'a duration'],
  ['-op:listOrders', 'all but these'],
  ['order', 'a word in the method, URL, status or operation'],
];

/** The keys, the words of the filter, and what a reader can choose. */
export function HelpDialog(): JSX.Element | null {
  if (!isHelpOpen.value) return null;
  return (
    <Dialog
      title="Help"
      onClose={() => {
        isHelpOpen.value = false;
      }}
    >
      <div class="help">
        <section>
          <h3>Keys</h3>
          <dl>
            {KEYS.map(([keys, does]) => (
              <div key={does}>
                <dt>
                  {keys.map(key => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <label class="choice">
            <input
              type="checkbox"
              checked={letters.value === 'on'}
              onChange={event => {
                letters.value = event.currentTarget.checked ? 'on' : 'off';
              }}
            />
            Single letters are shortcuts
          </label>
          <h3>Colours</h3>
          <fieldset>
            <legend class="hidden">Colours</legend>
            {(['system', 'light', 'dark'] satisfies Theme[]).map(one => (
              <label key={one} class="choice">
                <input
                  type="radio"
                  name="theme"
                  checked={theme.value === one}
                  onChange={() => {
                    theme.value = one;
                  }}
                />
                {one}
              </label>
            ))}
          </fieldset>
        </section>
        <section>
          <h3>Filter</h3>
          <dl>
            {TERMS.map(([term, finds]) => (
              <div key={term}>
                <dt>
                  <code>{term}</code>
                </dt>
                <dd>{finds}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <p class="buttons">
        <small>{state.value && `Understudy ${state.value.version}`}</small>
        <button
          type="button"
          onClick={() => {
            isHelpOpen.value = false;
          }}
        >
          Close
        </button>
      </p>
    </Dialog>
  );
}
