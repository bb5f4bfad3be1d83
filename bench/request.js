/** One request to be sent: GET unless it says otherwise. @typedef {{ method?: string, path: string, body?: string }} Request */

/** The admin token that every request carries. */
export const TOKEN = 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM';

/**
 * The bytes of a request, ready to be written to a socket.
 * @param {Request} request
 */
export function bytesOf({ method = 'GET', path, body = '' }) {
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: localhost', `X-Auth-Token: ${TOKEN}`];
  if (body) lines.push('Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

/**
 * The text that a server answers to one request; throws unless it is a 2xx.
 * @param {string} url
 * @param {Request} request
 */
export async function ask(url, { method = 'GET', path, body }) {
  const headers = { 'X-Auth-Token': TOKEN, ...(body && { 'Content-Type': 'application/json' }) };
  const response = await fetch(url + path, { method, headers, ...(body && { body }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`Failed to ask ${method} ${path}: ${response.status} ${text.slice(0, 200)}`);
  return text;
}
