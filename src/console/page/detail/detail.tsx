import { signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { makeChange } from '../data/change.js';
import { call, ProblemError } from '../data/client.js';
import { openPage, route, setParams } from '../data/navigation.js';
import type { Request } from '../data/request-types.js';
import type { PageRoute } from '../data/route.js';
import { visible } from '../data/visible.js';
import { formatMilliseconds, timeOf, toneOf } from '../requests/request-row.js';
import { copyText } from '../shell/copy-button.js';
import { Icon } from '../shell/icons.js';
import { useKeys } from '../shell/keys.js';
import { ProblemNote } from '../shell/problem-note.js';
import { ContractTab } from './contract-tab.js';
import { CurlTab } from './curl-tab.js';
import { RequestTab, ResponseTab } from './exchange-tabs.js';
import { WhyTab } from './why-tab.js';

const TABS = [
  ['response', 'Response', ResponseTab],
  ['request', 'Request', RequestTab],
  ['why', 'Why', WhyTab],
  ['contract', 'Contract', ContractTab],
  ['curl', 'Curl', CurlTab],
] as const;

/** The tab that was used last, for the next request that is opened. */
const lastTab = signal<string>('response');

/** One request with its response. */
export function Detail({ id, onClose }: { id: number; onClose(): void }): JSX.Element {
  const request = useSignal<Request | undefined>(undefined);
  const problem = useSignal<ProblemError | undefined>(undefined);
  useEffect(() => {
    const abort = new AbortController();
    // the request before stays until this one is there: an empty panel in between would flicker
    problem.value = undefined;
    call<Request>(`/requests/${id}`, { signal: abort.signal }).then(
      read => {
        request.value = read;
      },
      error => {
        if (!(error instanceof ProblemError)) return;
        request.value = undefined;
        problem.value = error;
      },
    );
    return () => abort.abort();
  }, [id, request, problem]);
  return (
    <section class="detail" aria-label={`Request ${id}`} aria-busy={request.value?.id !== id && !problem.value}>
      {request.value && <Loaded request={request.value} onClose={onClose} />}
      {problem.value && (
        <div class="empty">
          <ProblemNote problem={problem.value}>
            <button type="button" onClick={onClose}>
              Close
            </button>
          </ProblemNote>
        </div>
      )}
    </section>
  );
}

function Loaded({ request, onClose }: { request: Request; onClose(): void }): JSX.Element {
  const tabs = useRef<HTMLDivElement>(null);
  const wanted = route.value.params.tab ?? lastTab.value;
  const [current, , Tab] = TABS.find(([name]) => name === wanted) ?? TABS[0];
  const choose = (name: string) => {
    lastTab.value = name;
    setParams({ tab: name }, { replace: true });
  };
  const edit = editAddress(request);
  useKeys({
    c: () => void (request.curl !== null && copyText(request.curl)),
    r: () => void replay(request.id),
    ...(edit && { e: () => openPage(edit) }),
  });
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = TABS.findIndex(([name]) => name === current);
    const [next] = TABS[(at + step + TABS.length) % TABS.length] ?? TABS[0];
    choose(next);
    tabs.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <>
      <Heading request={request} onClose={onClose} />
      <div ref={tabs} class="tabs" role="tablist" aria-label="Parts of the request">
        {TABS.map(([name, label]) => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            aria-selected={name === current}
            aria-controls="tab-panel"
            tabIndex={name === current ? 0 : -1}
            onClick={() => choose(name)}
            onKeyDown={move}
          >
            {label}
            {name === 'why' && request.violations.length > 0 && <b class="mark bad">▲ {request.violations.length}</b>}
          </button>
        ))}
      </div>
      <div
        key={`${request.id} ${current}`}
        id="tab-panel"
        class="panel"
        role="tabpanel"
        aria-labelledby={`tab-${current}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach that
        tabIndex={0}
      >
        <Tab request={request} />
      </div>
    </>
  );
}

/** Sends a request again, and shows the new one. */
async function replay(id: number): Promise<void> {
  const says = `Request ${id} was sent again.`;
  const sent = await makeChange<{ id: number }>({ method: 'POST', path: `/requests/${id}/replay`, says });
  if (sent) setParams({ id: String(sent.value.id) });
}

/** Where the request can be edited before it is sent; undefined where it is to no operation. */
function editAddress({ id, api, operation }: Request): PageRoute | undefined {
  if (api === undefined || operation === undefined) return undefined;
  const page = `contract/${encodeURIComponent(api)}/${encodeURIComponent(operation)}`;
  return { page, params: { tab: 'try', request: String(id) } };
}

function Heading({ request, onClose }: { request: Request; onClose(): void }): JSX.Element {
  const { id, at, milliseconds, operation, api, response } = request;
  const { method, url } = request.request;
  const edit = editAddress(request);
  const status = response?.status ?? 0;
  return (
    <header class="summary">
      <div class="line">
        <h2>
          <span class="method">{method}</span> {visible(url)}
        </h2>
        <button type="button" class="plain" aria-label="Close the request" title="Close (Esc)" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <p class="facts">
        <b class={`status ${toneOf(status)}`}>
          {status === 0 ? 'No response' : `${status} ${REASONS[status] ?? ''}`.trim()}
        </b>
        <span title={`${at}, by the machine's clock`}>{timeOf(at)}</span>
        <span>{formatMilliseconds(milliseconds)} ms</span>
        {operation !== undefined && (
          <span>
            {api}.{operation}
          </span>
        )}
        <span>number {id}</span>
      </p>
      <p class="actions">
        <button type="button" onClick={() => void replay(id)}>
          Send again
        </button>
        {edit && (
          <button type="button" onClick={() => openPage(edit)}>
            Edit
          </button>
        )}
        <button type="button" onClick={() => openPage({ page: 'rules', params: { request: String(id) } })}>
          Make a rule
        </button>
      </p>
    </header>
  );
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};
