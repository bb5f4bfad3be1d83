import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { call, type ProblemError } from '../data/client.js';
import type { Request } from '../data/request-types.js';
import { formatRoute } from '../data/route.js';
import { state } from '../data/state.js';
import { visible } from '../data/visible.js';
import { ProblemNote } from '../shell/problem-note.js';
import { type BundledDescription, describeOperation, type OperationOutline } from './describe-operation.js';

/** What the contract says of the operation: its parameters with the values that came, and its responses. */
export function ContractTab({ request }: { request: Request }): JSX.Element {
  const { api, operation } = request;
  const described = useSignal<OperationOutline | undefined>(undefined);
  const problem = useSignal<ProblemError | undefined>(undefined);
  // readings change what a contract says
  const { readings } = state.value?.changes ?? {};
  useEffect(() => {
    if (api === undefined || operation === undefined) return;
    call<BundledDescription>(`/apis/${encodeURIComponent(api)}/openapi.json`).then(
      description => {
        described.value = describeOperation(description, operation);
      },
      error => {
        problem.value = error;
      },
    );
  }, [api, operation, readings, described, problem]);
  if (operation === undefined) return <p class="nothing">No operation has this path and method.</p>;
  if (problem.value) return <ProblemNote problem={problem.value} />;
  return described.value ? <Described described={described.value} request={request} /> : <div class="skeleton" />;
}

function Described({ described, request }: { described: OperationOutline; request: Request }): JSX.Element {
  const { method, path, summary, description, parameters, body, responses } = described;
  const [, query = ''] = request.request.url.split(/\?(.*)/s);
  const sent = new URLSearchParams(query);
  return (
    <>
      <section>
        <h3>{summary ?? request.operation}</h3>
        <p>
          <a
            href={formatRoute({
              page: `contract/${request.api}/${encodeURIComponent(request.operation ?? '')}`,
              params: {},
            })}
          >
            <code>
              {method} {path}
            </code>
          </a>
        </p>
        {description !== undefined && <p class="prose">{description}</p>}
      </section>
      {parameters.length > 0 && (
        <section>
          <h3>
            Parameters <small>{parameters.length}</small>
          </h3>
          <dl class="terms">
            {parameters.map(({ name, place, type, isRequired, description }) => (
              <div key={`${place} ${name}`} class={sent.has(name) ? 'sent' : undefined}>
                <dt>
                  <b>{name}</b>{' '}
                  <small>
                    {place}, {type}
                    {isRequired ? ', required' : ''}
                  </small>
                  {place === 'query' && sent.has(name) && <code class="value">{visible(sent.get(name) ?? '')}</code>}
                </dt>
                {description !== undefined && <dd>{description}</dd>}
              </div>
            ))}
          </dl>
        </section>
      )}
      {body.length > 0 && (
        <section>
          <h3>Body</h3>
          <pre class="text outline">{body.join('\n')}</pre>
        </section>
      )}
      <section>
        <h3>
          Responses <small>{responses.length}</small>
        </h3>
        {responses.map(({ status, description, outline }) => {
          const isThis = status === String(request.response?.status ?? '');
          return (
            <details key={status} open={isThis} class={isThis ? 'outcome this' : 'outcome'}>
              <summary>
                <b>{status}</b> {description} {isThis && <small>this one</small>}
              </summary>
              <pre class="text outline">{outline.length > 0 ? outline.join('\n') : 'no body'}</pre>
            </details>
          );
        })}
      </section>
    </>
  );
}
