import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Apis } from '../data/admin-types.js';
import { sandbox } from '../data/client.js';
import { useLoaded } from '../data/load.js';
import { openPage, route, setParams } from '../data/navigation.js';
import { partsOf } from '../data/route.js';
import type { Inference } from '../data/server-types.js';
import { visible } from '../data/visible.js';
import { ProblemNote } from '../shell/problem-note.js';
import './inference.css';
import { OperationList } from './operation-list.js';
import { ResourcesEditor } from './resources-editor.js';
import { addRule, ruleOf } from './rule-text.js';

/** The page of what is understood of each description, and of what overrides it. */
export function InferencePage(): JSX.Element {
  const { value, problem } = useLoaded<Apis>('/apis', 'apis');
  const names = value?.apis.map(({ name }) => name) ?? [];
  const [, named] = partsOf(route.value.page);
  const api = named ?? names[0];
  const loaded = useLoaded<Inference>(api && `/apis/${encodeURIComponent(api)}/inference`, 'apis');
  const draft = useSignal<{ api: string; text: string } | undefined>(undefined);
  const inference = loaded.value;
  const overrides = sandbox === undefined ? inference?.overrides : undefined;
  const text = draft.value?.api === api ? draft.value?.text : undefined;
  const edit = (next: string) => {
    draft.value = { api: api ?? '', text: next };
  };
  const override = (id: string) => {
    const rule = ruleOf(inference?.yaml ?? '', id);
    if (rule !== undefined) edit(addRule(text ?? overrides?.text ?? '', { id, rule }));
    setParams({ edit: '1' });
  };
  const isOpen = route.value.params.edit !== undefined;
  return (
    <div class={isOpen && overrides ? 'split open' : 'split'}>
      <section class="pane scrolled" aria-label="What is understood">
        <header class="heading">
          <h1 tabIndex={-1}>Inference</h1>
          {names.length > 1 && (
            <select
              class="served"
              aria-label="API"
              value={api}
              onChange={event => openPage({ page: `inference/${event.currentTarget.value}`, params: {} })}
            >
              {names.map(name => (
                <option key={name} value={name} selected={name === api}>
                  {name}
                </option>
              ))}
            </select>
          )}
          {overrides && (
            <p class="buttons">
              <button type="button" onClick={() => setParams({ edit: '1' })}>
                Edit the resources
              </button>
            </p>
          )}
        </header>
        {(problem ?? loaded.problem) && <ProblemNote problem={(problem ?? loaded.problem) as never} />}
        {inference && (
          <>
            <Summary inference={inference} />
            <OperationList inference={inference} onOverride={overrides && override} />
          </>
        )}
      </section>
      {isOpen && inference && overrides && (
        <ResourcesEditor
          key={inference.api}
          inference={inference}
          overrides={overrides}
          text={text ?? overrides.text}
          onChange={edit}
          onApplied={() => {
            draft.value = undefined;
          }}
          onClose={() => setParams({ edit: undefined })}
        />
      )}
    </div>
  );
}

function Summary({ inference }: { inference: Inference }): JSX.Element {
  const { title, openapi, operations, collections, doubts, warnings, overrides } = inference;
  return (
    <>
      <p class="note">
        {visible(title)} (OpenAPI {openapi}): {count(operations.length, 'operation')},{' '}
        {count(Object.keys(collections).length, 'collection')}.
        {overrides === undefined && ' All of this is said in its resources.yaml, which is a part of Understudy.'}
      </p>
      {doubts.length + warnings.length === 0 && <p class="preview">Everything was understood.</p>}
      {doubts.length > 0 && (
        <section class="block doubts">
          <h2>
            Not understood <small>{doubts.length}</small>
          </h2>
          <ul>
            {doubts.map(doubt => (
              <li key={doubt} class="preview">
                {visible(doubt)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {warnings.length > 0 && (
        <details class="warnings">
          <summary>
            {count(warnings.length, 'warning')}{' '}
            <small>parts of the description that cannot be played as they stand</small>
          </summary>
          <ul>
            {warnings.map(({ file, line, place, message }) => (
              <li key={`${file}:${line} ${place} ${message}`}>
                <code>
                  {visible(file)}:{line}
                </code>{' '}
                {visible(place)} {visible(message)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function count(number: number, thing: string): string {
  return `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
}
