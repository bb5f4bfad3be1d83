import type { ApiDescription } from '../../contract/index.js';
import { type Action, prefixOf } from '../action.js';
import type { AdminOptions } from '../options.js';

type Parts = Pick<AdminOptions, 'version' | 'meter'> & { description: ApiDescription };

/** What runs here, and how it does. */
export function serverActions({ version, meter, description: { document } }: Parts): Record<string, Action> {
  return {
    readHealth: () => ({ json: { status: 'ok' } }),
    readVersion: () => ({ json: { name: 'understudy', version } }),
    readOpenApi(call) {
      // the host of this answer, and the sandbox that was asked
      const servers = [{ url: prefixOf(call) || '/', description: 'This mock.' }];
      return { json: { ...document, info: { ...(document.info as object), version }, servers } };
    },
    readMetrics: async () => ({ text: await meter.read() }),
  };
}
