import type { AdminApi } from '../admin/index.js';
import type { SeedNumbers } from '../store/index.js';
import { type DescribedSummary, summarizeDescription } from './described/described-summary.js';
import type { KnownApi } from './known-api.js';
import type { Settings } from './options/settings.js';
import { compareOperations, type Reloaded } from './reload.js';

type Options = Pick<Settings, 'apis' | 'defaultApi'> & { numbers: SeedNumbers };

/** What the control plane, the front page and the library say of the APIs that are known, and of those that are served. */
type View = {
  known: readonly KnownApi[];
  served: readonly KnownApi[];
  /** By name. */
  basePaths: Readonly<Record<string, string>>;
  tokens: Readonly<Record<string, Readonly<Record<string, string>>>>;
  admin: readonly AdminApi[];
  page: readonly { name: string; basePath: string; operations: readonly PageOperation[] }[];
};

type PageOperation = { method: string; path: string; isCompanion: boolean };

/** The APIs of a mock, of which one can be replaced by a new version of itself. */
export class ServedApis {
  readonly #options: Options;
  #view: View;
  #described: readonly DescribedSummary[];

  constructor(known: readonly KnownApi[], options: Options) {
    this.#options = options;
    this.#view = createView(known, options);
    this.#described = this.#view.served.flatMap(api => this.#summarize(api) ?? []);
  }

  get view(): View {
    return this.#view;
  }

  /** The APIs of descriptions. */
  get described(): readonly DescribedSummary[] {
    return this.#described;
  }

  /** Replaces an API by its new version. Returns what has changed, if it has a description. */
  replace(next: KnownApi, restarted: readonly string[]): Reloaded[] {
    const { known } = this.#view;
    const before = known.find(({ name }) => name === next.name) ?? next;
    this.#view = createView(
      known.map(api => (api === before ? next : api)),
      this.#options,
    );
    const summary = this.#summarize(next);
    if (!summary) return [];
    this.#described = this.#described.map(one => (one.api === next.name ? summary : one));
    return [{ ...summary, ...compareOperations(before, next), restarted }];
  }

  #summarize(api: KnownApi): DescribedSummary | undefined {
    return summarizeDescription(api, {
      basePath: this.#view.basePaths[api.name] ?? '',
      numbers: this.#options.numbers,
    });
  }
}

function createView(known: readonly KnownApi[], { apis, defaultApi, numbers }: Options): View {
  const { seed } = numbers;
  const served = known.filter(({ name }) => apis.includes(name));
  const basePathOf = ({ name, contract }: KnownApi) => (name === defaultApi ? '' : `/${name}`) + contract.basePath;
  return {
    known,
    served,
    basePaths: Object.fromEntries(served.map(api => [api.name, basePathOf(api)])),
    tokens: Object.fromEntries(
      known.map(({ name, contract, definition }) => [name, definition.tokens(seed, contract)]),
    ),
    admin: served.map(api => {
      const tokens = api.definition.tokens(seed, api.contract);
      return {
        name: api.name,
        basePath: basePathOf(api),
        contract: api.contract,
        tokens,
        collections: api.collections.map(({ name }) => name.slice(api.name.length + 1)),
        describeCollection: api.describeCollection,
        checked: checkedApi(api, tokens),
        infer: api.infer,
        overrides: api.overrides,
        samples: {
          api: api.name,
          seed,
          keys: operation => api.sampleKeys?.(operation, numbers) ?? [],
          // those of a description are printed; of others the first caller may do most
          credential: api.location === undefined ? () => Object.values(tokens)[0] : undefined,
        },
        seed: api.seed,
      };
    }),
    page: served.map(api => ({ name: api.name, basePath: basePathOf(api), operations: listOperations(api) })),
  };
}

/** A shipped API is checked by its name, another one by its description, which is read again in the same way. */
function checkedApi(
  { name, location, readOptions }: KnownApi,
  tokens: Readonly<Record<string, string>>,
): AdminApi['checked'] {
  if (location === undefined) {
    const { nonAdmin: nonAdminToken, ...others } = tokens;
    const [token] = Object.values(others);
    return {
      load: async () => name,
      tokens: { ...(token !== undefined && { token }), ...(nonAdminToken !== undefined && { nonAdminToken }) },
    };
  }
  return {
    // the checks take long to load, and most mocks never run them
    load: async () => (await import('../check/index.js')).loadDescribedApi(location, readOptions),
    tokens: { schemes: tokens },
  };
}

function listOperations({ contract }: KnownApi): PageOperation[] {
  return contract.operations.map(({ method, template, isCompanion }) => ({
    method,
    // an operation of a description may have a base path of its own
    path: template.startsWith(contract.basePath) ? template.slice(contract.basePath.length) : template,
    isCompanion,
  }));
}
