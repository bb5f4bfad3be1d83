import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useId, useMemo } from 'preact/hooks';
import type { Tokens } from '../data/admin-types.js';
import { useLoaded } from '../data/load.js';
import { route } from '../data/navigation.js';
import type { Request } from '../data/request-types.js';
import { formatRoute } from '../data/route.js';
import { BodyView } from '../detail/body-view.js';
import type { BundledDescription } from '../detail/describe-operation.js';
import { Headers } from '../detail/exchange-tabs.js';
import { outlineSchema } from '../detail/outline-schema.js';
import { credentials, type SecuredDescription } from '../requests/credentials.js';
import { toneOf } from '../requests/request-row.js';
import { CopyButton } from '../shell/copy-button.js';
import { SelectField } from '../shell/fields.js';
import { type FoundOperation, type ListedOperation, parametersOf } from './places.js';
import { commandOfTry, sendTry, type TryResult } from './send-try.js';
import { bodyOf, fillPath, valuesOf } from './try-request.js';

type TryProps = { api: string; operation: ListedOperation; found: FoundOperation; description: BundledDescription };

/** The form of an operation: empty, or with what a request of the journal had. */
export function TryOperation(props: TryProps): JSX.Element {
  const { request } = route.value.params;
  const read = useLoaded<Request>(request && `/requests/${encodeURIComponent(request)}`);
  if (request !== undefined && !read.value && !read.problem) return <div class="skeleton" />;
  return <TryForm key={request} {...props} before={read.value} />;
}

/** A request to an operation: its parameters, its body, who sends it, and which outcome is wanted. The response stands below. */
function TryForm({
  api,
  operation,
  found,
  description,
  before,
}: TryProps & { before: Request | undefined }): JSX.Element {
  const read = useLoaded<Tokens>('/tokens');
  const tokens = read.value?.[api] ?? {};
  const isReady = read.value !== undefined || read.problem !== undefined;
  const parameters = useMemo(() => {
    const all = parametersOf(description, found).map(({ input }) => input);
    return all.filter(one => one.in === 'path' || one.in === 'query' || one.in === 'header');
  }, [description, found]);
  const first = useMemo(() => {
    const sample = bodyOf(description, found);
    if (!before) return { values: {}, body: sample };
    const sent = valuesOf(before, { path: operation.path, parameters });
    return { ...sent, body: sent.body ?? (sample === undefined ? undefined : '') };
  }, [description, found, before, operation, parameters]);
  const values = useSignal<Readonly<Record<string, string>>>(first.values);
  const body = useSignal(first.body);
  const actor = useSignal<string | undefined>(undefined);
  const outcome = useSignal('');
  const result = useSignal<TryResult | undefined>(undefined);
  const isBusy = useSignal(false);
  const owners = Object.keys(tokens);
  const owner = actor.value ?? owners[0] ?? '';
  const headers = {
    ...(owner !== '' && credentials(description as SecuredDescription, { [owner]: tokens[owner] ?? '' })),
    ...(outcome.value !== '' && { Prefer: `code=${outcome.value}` }),
  };
  const request = {
    method: operation.method,
    ...fillPath(operation.path, parameters, values.value),
    ...(body.value !== undefined && body.value !== '' && { body: body.value }),
  };
  const sent = { ...request, headers: { ...headers, ...request.headers } };
  const send = async () => {
    if (!isReady || isBusy.value || sent.missing.length > 0) return;
    isBusy.value = true;
    result.value = await sendTry(sent);
    isBusy.value = false;
  };
  return (
    <form
      class="try"
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={event => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void send();
      }}
    >
      <div class="fields">
        {parameters.map(input => (
          <ParameterField
            key={`${input.in} ${input.name}`}
            name={input.name ?? ''}
            hint={`${input.in}, ${outlineSchema(description, input.schema ?? input)[0]}${input.required ? ', required' : ''}`}
            example={input.example}
            value={values.value[input.name ?? ''] ?? ''}
            onChange={text => {
              values.value = { ...values.value, [input.name ?? '']: text };
            }}
          />
        ))}
        <SelectField
          label="Sent by"
          value={owner}
          options={[...owners.map(one => [one, one] as const), ['', 'nobody'] as const]}
          onChange={value => {
            actor.value = value;
          }}
        />
        <SelectField
          label="Outcome"
          value={outcome.value}
          options={[
            ['', 'as it comes'] as const,
            ...Object.keys(operation.outcomes).map(status => [status, `${status}, by Prefer`] as const),
          ]}
          onChange={value => {
            outcome.value = value;
          }}
        />
      </div>
      {body.value !== undefined && (
        <div class="labelled">
          <label for="try-body">Body</label>
          <textarea
            id="try-body"
            class="code"
            rows={Math.min(16, Math.max(4, body.value.split('\n').length))}
            spellcheck={false}
            value={body.value}
            onInput={event => {
              body.value = event.currentTarget.value;
            }}
          />
        </div>
      )}
      <details class="curl">
        <summary>The same with curl</summary>
        <div class="paste">
          <pre class="command">{commandOfTry(sent)}</pre>
          <CopyButton text={commandOfTry(sent)} name="the command" />
        </div>
      </details>
      <p class="buttons">
        {sent.missing.length > 0 && <small>Needed in the path: {sent.missing.join(', ')}</small>}
        <button type="submit" class="primary" disabled={!isReady || isBusy.value || sent.missing.length > 0}>
          Send
        </button>
      </p>
      {result.value && <Result result={result.value} api={api} id={operation.id} />}
    </form>
  );
}

function Result({ result, api, id }: { result: TryResult; api: string; id: string }): JSX.Element {
  if ('failure' in result) {
    return (
      <p class="wrong" role="status">
        {result.failure}
      </p>
    );
  }
  const { status, milliseconds, headers, body } = result;
  return (
    <section class="result" aria-label="Response" aria-live="polite">
      <p class="facts">
        <b class={`status ${toneOf(status)}`}>{status}</b> <span>{milliseconds} ms</span>
        <a href={formatRoute({ page: 'requests', params: { q: `api:${api} op:${id}` } })}>Why this response</a>
      </p>
      <BodyView part={body === undefined ? {} : { body }} name="the response body" />
      <Headers headers={headers} />
    </section>
  );
}

type FieldProps = { name: string; hint: string; example: unknown; value: string; onChange(text: string): void };

function ParameterField({ name, hint, example, value, onChange }: FieldProps): JSX.Element {
  const [id, hintId] = [useId(), useId()];
  return (
    <div class="labelled">
      <label for={id}>{name}</label>
      <input
        id={id}
        type="text"
        aria-describedby={hintId}
        autocomplete="off"
        spellcheck={false}
        placeholder={
          example === undefined ? '' : `for example ${typeof example === 'string' ? example : JSON.stringify(example)}`
        }
        value={value}
        onInput={event => onChange(event.currentTarget.value)}
      />
      <small id={hintId} title={hint}>
        {hint}
      </small>
    </div>
  );
}
