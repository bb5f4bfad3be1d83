import type { Description } from '../../contract/index.js';
import type { Act } from '../act.js';
import type { ControlOptions } from '../options.js';

type Parts = Pick<ControlOptions, 'version' | 'meter'> & { description: Description };

/** What runs here, and how it does. */
export function serverActs({ version, meter, description: { document } }: Parts): Record<string, Act> {
  return {
    readHealth: () => ({ json: { status: 'ok' } }),
    readVersion: () => ({ json: { name: 'understudy', version } }),
    readOpenApi: () => ({ json: { ...document, info: { ...(document.info as object), version } } }),
    readMetrics: async () => ({ text: await meter.read() }),
  };
}
