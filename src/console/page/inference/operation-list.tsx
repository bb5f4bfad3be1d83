import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { route, setParams } from '../data/navigation.js';
import { formatRoute } from '../data/route.js';
import type { Inference, InferredOperation } from '../data/server-types.js';
import { visible } from '../data/visible.js';
import { TextField } from '../shell/fields.js';

type ListProps = {
  inference: Inference;
  /** Takes the rule of an operation into the editor; undefined where nothing can be overridden. */
  onOverride: ((id: string) => void) | undefined;
};

/** The operations, each with what it does, and why that was understood. */
export function OperationList({ inference, onOverride }: ListProps): JSX.Element {
  const { api, operations, rules } = inference;
  const { q = '' } = route.value.params;
  const kind = useSignal<string | undefined>(undefined);
  const words = q.toLowerCase().split(/\s+/);
  const shown = operations.filter(
    ({ id, method, path, does, collection = '', rule }) =>
      (kind.value === undefined || rule === kind.value) &&
      words.every(word => `${id} ${method} ${path} ${does} ${collection}`.toLowerCase().includes(word)),
  );
  return (
    <>
      <div class="inline">
        <TextField
          label="Find operations"
          value={q}
          placeholder="path, method or collection"
          onChange={text => setParams({ q: text === '' ? undefined : text }, { replace: true })}
        />
      </div>
      <fieldset class="chips kinds">
        <legend class="hidden">Kinds of operations</legend>
        {[undefined, ...Object.keys(rules)].map(rule => (
          <button
            key={rule ?? 'all'}
            type="button"
            class="chip"
            aria-pressed={kind.value === rule}
            onClick={() => {
              kind.value = rule;
            }}
          >
            {rule ?? 'all'} {rule === undefined ? operations.length : rules[rule]}
          </button>
        ))}
      </fieldset>
      {shown.length === 0 && <p class="note">No operation matches.</p>}
      <ol class="inferred">
        {shown.map(operation => (
          <Operation key={operation.id} api={api} operation={operation} onOverride={onOverride} />
        ))}
      </ol>
    </>
  );
}

type OperationProps = { api: string; operation: InferredOperation; onOverride: ListProps['onOverride'] };

function Operation({ api, operation, onOverride }: OperationProps): JSX.Element {
  const { id, method, path, does, collection, rule, why, response, source } = operation;
  return (
    <li class="card">
      <p class="title">
        <a href={formatRoute({ page: `contract/${encodeURIComponent(api)}/${encodeURIComponent(id)}`, params: {} })}>
          <small>{method}</small> {visible(path)}
        </a>
        {onOverride && (
          <button type="button" aria-label={`Override ${method} ${path}`} onClick={() => onOverride(id)}>
            Override
          </button>
        )}
      </p>
      <p class="note">
        <b class={does === 'respond' ? undefined : 'known'}>
          {does} {collection !== undefined && visible(collection)}
        </b>
        <span class={rule === 'given' ? 'mark known' : 'mark'}>{rule}</span>
        <span>
          {visible(response)}
          {source !== 'none' && ` from ${source === 'example' ? 'an example' : 'the schema'}`}
        </span>
      </p>
      <p class="note">{visible(why)}</p>
    </li>
  );
}
