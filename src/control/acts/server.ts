import type { Description } from '../../contract/index.js';
import type { Act } from '../act.js';
import type { ControlOptions } from '../options.js';

type Parts = Pick<ControlOptions, 'version' | 'meter'> & { description: Description };

/** What runs here, and how it does. */
export function serverActs({ version, meter, description }: Parts): Record<string, Act> {
  return {
    readHealth: () => ({ json: { status: 'ok' } }),
    readVersion: () => ({ json: { name: 'understudy', version } }),
    readOpenApi: () => ({ json: description.document }),
    readMetrics: async () => ({ text: await meter.read() }),
  };
}
