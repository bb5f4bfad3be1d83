import type { Documented } from './documented.js';
import type { Defect, Planted, Variant } from './planted.js';
import { answerWith } from './serving/answer.js';
import type { Operation, Pipe } from './serving/call.js';
import { type Served, serve } from './serving/serve.js';

/** A description, a faithful server of it, and all that is planted there. */
export type DescribedServer = {
  name: string;
  /** The path of the description. */
  contract: string;
  /** What the description's paths begin with at the server. */
  basePath: string;
  /** Credentials by the name of their scheme, as `--auth SCHEME=VALUE` has them. */
  credentials: Readonly<Record<string, string>>;
  defects: readonly Listed<Defect<never>>[];
  variants: readonly Listed<Variant<never>>[];
  fullWalk: readonly Documented[];
  /** Starts the faithful server, or one with something planted. Throws for an unknown id. */
  startServer(planted?: { defect?: string; variant?: string }): Promise<Served>;
};

/** What is planted, without what plants it. */
export type Listed<T> = Omit<T, 'plant'>;

type Definition<Parts extends Pipe> = Omit<DescribedServer, 'contract' | 'defects' | 'variants' | 'startServer'> & {
  create(): Parts;
  operations: readonly Operation<Parts>[];
  defects: readonly Defect<Parts>[];
  variants: readonly Variant<Parts>[];
};

export function describeServer<Parts extends Pipe>(definition: Definition<Parts>): DescribedServer {
  const { create, operations, ...described } = definition;
  return {
    ...described,
    contract: `test/selfproof/described/${definition.name}/openapi.yaml`,
    startServer: ({ defect, variant } = {}) => {
      const faithful = create();
      const planted = findPlanted(definition.defects, defect) ?? findPlanted(definition.variants, variant);
      return serve(answerWith({ ...faithful, ...planted?.plant(faithful) }, operations));
    },
  };
}

function findPlanted<Parts>(all: readonly Planted<Parts>[], id: string | undefined): Planted<Parts> | undefined {
  const planted = all.find(each => each.id === id);
  if (id !== undefined && !planted) throw new Error(`Failed to plant ${id}: there is no such id.`);
  return planted;
}
