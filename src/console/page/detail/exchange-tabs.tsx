import type { JSX } from 'preact';
import type { Request, SeenHeaders } from '../data/request-types.js';
import { visible } from '../data/visible.js';
import { BodyView } from './body-view.js';

/** What came back: headers and body. */
export function ResponseTab({ request: { response, callback } }: { request: Request }): JSX.Element {
  if (response === null) {
    return <p class="nothing">{callback?.failure ?? 'The connection closed before a response.'}</p>;
  }
  return (
    <>
      <BodyView part={response} name="the response body" />
      <Headers headers={response.headers} />
    </>
  );
}

/** What was sent: query, headers and body. */
export function RequestTab({ request: { request } }: { request: Request }): JSX.Element {
  const [, query] = request.url.split(/\?(.*)/s);
  const parameters = query === undefined ? [] : [...new URLSearchParams(query)];
  return (
    <>
      {parameters.length > 0 && <Table title="Query" rows={parameters} />}
      <BodyView part={request} name="the request body" />
      <Headers headers={request.headers} />
    </>
  );
}

export function Headers({ headers }: { headers: SeenHeaders }): JSX.Element {
  const rows = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  return <Table title="Headers" rows={rows} />;
}

function Table({
  title,
  rows,
}: {
  title: string;
  rows: readonly (readonly [name: string, value: string])[];
}): JSX.Element {
  return (
    <section>
      <h3>
        {title} <small>{rows.length}</small>
      </h3>
      <dl class="pairs">
        {rows.map(([name, value], at) => (
          <div key={at}>
            <dt>{visible(name)}</dt>
            <dd class={value === '[redacted]' ? 'redacted' : undefined}>{visible(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
