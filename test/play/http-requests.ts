/** A request of a `.http` file. */
export type FileRequest = { name: string; method: string; url: string; headers: Record<string, string>; body?: string };

/** Reads a `.http` file as editors do: variables, then requests, each with headers, an empty line and a body. */
export function readHttpFile(text: string, given: Readonly<Record<string, string>> = {}): FileRequest[] {
  const [head = '', ...parts] = text.split(/^### /m);
  const variables = new Map([...head.matchAll(/^@(\w+) = (.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
  for (const [name, value] of Object.entries(given)) variables.set(name, value);
  return parts.map(part => {
    const [name = '', ...lines] = part
      .replace(/\{\{(\w+)\}\}/g, (_, variable: string) => {
        const value = variables.get(variable);
        if (value === undefined) throw new Error(`there is no variable ${variable}`);
        return value;
      })
      // comments at the end belong to operations without a request
      .replace(/(\n# .*)+\n*$/, '')
      .split('\n');
    const [request = '', ...rest] = lines;
    const [method = '', url = ''] = request.split(' ');
    const end = rest.indexOf('');
    const fields = (end < 0 ? rest : rest.slice(0, end)).map(line => line.split(': '));
    const headers = Object.fromEntries(fields.map(([name = '', ...value]) => [name, value.join(': ')]));
    const lineEnd = /multipart/.test(headers['Content-Type'] ?? '') ? '\r\n' : '\n';
    const body = rest
      .slice(end + 1)
      .join('\n')
      .trimEnd()
      .replaceAll('\n', lineEnd);
    return { name, method, url, headers, ...(end >= 0 && body !== '' && { body }) };
  });
}
