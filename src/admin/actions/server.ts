import type { ApiDescription } from '../../contract/index.js';
import { type Action, prefixOf } from '../action.js';
import type { AdminOptions } from '../options.js';

type Parts = Pick<AdminOptions, 'version' | 'meter'> & { description: ApiDescription };

/** Health, version, description and metrics of the mock. */
export function serverActions({ version, meter, description: { document } }: Parts): Record<string, Action> {
  return {
    readHealth: () => ({ json: { status: 'ok' } }),
    readVersion: () => ({ json: { name: 'understudy', version } }),
    readOpenApi(call) {
      // relative to the host of this response, with the sandbox of the request
      const servers = [{ url: prefixOf(call) || '/', description: 'This mock.' }];
      return { json: { ...document, info: { ...(document.info as object), version }, servers } };
    },
    readMetrics: async () => ({ text: await meter.read() }),
  };
}
