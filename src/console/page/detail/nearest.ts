/** A part of an operation, and whether the request has the same. */
export type NearestPart = { text: string; isSame: boolean };

/** Splits an operation (`GET /v1/user/{user_id}`) into the parts that a request has, too, and those that differ. */
export function splitNearest(operation: string, { method, url }: { method: string; url: string }): NearestPart[] {
  const [wantedMethod = '', wantedPath = ''] = operation.split(' ');
  const [path = ''] = url.split('?');
  const sent = path.split('/');
  const segments = wantedPath.split('/').map((segment, at) => {
    const isSame = segment === sent[at] || (/^\{.*\}$/.test(segment) && (sent[at] ?? '') !== '');
    return { text: segment, isSame };
  });
  const parts = [
    { text: wantedMethod, isSame: wantedMethod === method },
    { text: ' ', isSame: true },
  ];
  for (const [at, segment] of segments.entries()) parts.push(...(at > 0 ? [{ text: '/', isSame: true }] : []), segment);
  return parts.filter(({ text }) => text !== '');
}
