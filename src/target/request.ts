/** A header's value that must not be printed; `shown` stands for it: `$UNDERSTUDY_TOKEN`, as a shell reads it. */
export type Secret = { readonly value: string; readonly shown: string };
export type HeaderValue = string | Secret;

/** A request, before it is known where to send it. */
export type TargetRequest = {
  method: string;
  /** Path and query, with the documented base path: `/v1/user/list?page=1`. */
  path: string;
  headers: Readonly<Record<string, HeaderValue>>;
  /** The body as text; none if absent. */
  body?: string;
};

export function secret(value: string, shown: string): Secret {
  return { value, shown };
}

/** The headers as they are sent. */
export function sentHeaders({ headers }: TargetRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : value.value]),
  );
}
