import { curlCommand } from '../kernel/index.js';
import type { Exchange } from './exchange.js';

/** A command that sends the request again, to paste into a shell; secrets stand in it as variables of that shell. */
export function curlOf({ request: { method, headers, body }, url }: Exchange): string {
  return curlCommand({ method, url, headers: Object.entries(headers), body });
}
