import { Problem, systemClock } from '../../kernel/index.js';
import type { SandboxLimits } from '../../store/index.js';
import { DEFAULT_JOURNAL, DEFAULT_LIMITS, type Limits, type MockOptions } from './mock-options.js';
import { type OptionsOf, optionIssues } from './option-issues.js';

const DEFAULT_SANDBOXES: SandboxLimits = { most: 1000 };

/** The options with their defaults, except for `records` and `seed`, which the data folder may decide. */
export type Settings = Required<
  Pick<
    MockOptions,
    | 'apis'
    | 'defaultApi'
    | 'reset'
    | 'durability'
    | 'profile'
    | 'readings'
    | 'clock'
    | 'validateResponses'
    | 'cors'
    | 'callbacks'
    | 'onFailure'
  >
> &
  Pick<
    MockOptions,
    | 'records'
    | 'seed'
    | 'data'
    | 'store'
    | 'staleReads'
    | 'fixtures'
    | 'documents'
    | 'scenario'
    | 'resetEvery'
    | 'onFinished'
    | 'onReset'
    | 'onWarning'
    | 'onProgress'
  > & {
    limits: Limits;
    sandboxes: SandboxLimits;
    journal: number;
    adminToken: string | undefined;
    isOpen: boolean;
    visitorSandboxes: boolean;
    trustProxy: boolean;
    delay: number;
    clockSet: boolean;
  };

/** Adds the defaults. Throws `option-invalid`, which names everything that is wrong. */
export function resolveSettings(options: MockOptions, known: readonly OptionsOf[]): Settings {
  const wrong = optionIssues(options, known);
  if (wrong.length > 0) throw new Problem('option-invalid', wrong.join(' '));
  const { data, store, staleReads, records, seed, fixtures, documents, scenario } = options;
  const { resetEvery, onFinished, onReset, onWarning, onProgress } = options;
  // a description is served whichever shipped APIs are
  const described = known.filter(({ description }) => description !== undefined).map(({ name }) => name);
  const apis = [...new Set([...described, ...(options.apis ?? known.map(({ name }) => name))])];
  return {
    apis,
    defaultApi: options.defaultApi ?? known.find(({ name }) => apis.includes(name))?.name ?? '',
    reset: options.reset ?? false,
    durability: options.durability ?? 'fsync',
    sandboxes: { ...DEFAULT_SANDBOXES, ...options.sandboxes },
    profile: options.profile ?? 'documented',
    readings: options.readings ?? {},
    clock: options.clock ?? systemClock(),
    clockSet: options.clock !== undefined,
    validateResponses: options.validateResponses ?? false,
    cors: options.cors ?? true,
    callbacks: options.callbacks ?? 'loopback',
    journal: options.journal ?? DEFAULT_JOURNAL,
    adminToken: options.adminToken,
    isOpen: options.remoteOverrides === 'open' || options.visitorSandboxes === true,
    visitorSandboxes: options.visitorSandboxes ?? false,
    trustProxy: options.trustProxy ?? false,
    delay: options.delay ?? 0,
    onFailure: options.onFailure ?? (() => {}),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    ...(records !== undefined && { records }),
    ...(seed !== undefined && { seed }),
    ...(data !== undefined && { data }),
    ...(store !== undefined && { store }),
    ...(staleReads !== undefined && { staleReads }),
    ...(fixtures !== undefined && { fixtures }),
    ...(documents !== undefined && { documents }),
    ...(scenario !== undefined && { scenario }),
    ...(resetEvery !== undefined && { resetEvery }),
    ...(onFinished !== undefined && { onFinished }),
    ...(onReset !== undefined && { onReset }),
    ...(onWarning !== undefined && { onWarning }),
    ...(onProgress !== undefined && { onProgress }),
  };
}
