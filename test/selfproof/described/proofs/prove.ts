import type { DescribedServer } from '../described-server.js';
import type { Finding, Judge } from './judge.js';

/** What is judged: a faithful server, or one with something planted. */
export type Subject = { server: DescribedServer; defect?: string; variant?: string };

/** What a judge made of a server; plain data, since it crosses processes. */
export type DescribedProof = {
  server: string;
  /** The id of what is planted; undefined for the faithful server. */
  id: string | undefined;
  says: string;
  /** Undefined for a variant and for the faithful server. */
  certainty: 'explicit' | 'derived' | undefined;
  operation: string | undefined;
  /** The findings that count, in one line each. */
  findings: readonly string[];
  /** Whether one of them is at the operation of the defect. */
  isAtOperation: boolean;
  /** Findings that do not count, since they were not seen again. */
  flaky: number;
  requests: number;
  milliseconds: number;
};

/** How many milliseconds the judge waits for a response that never comes. */
const TIMEOUT = 2_000;

/** The most characters of what was got. */
const MAX_SHOWN = 100;

/**
 * Judges a server. A violation counts for anything; a warning counts where the defect is derived, and against a variant. A
 * finding that was not seen again counts only against a variant whose data are steady. First only the operation of a defect
 * is judged, which takes a tenth of the time, and all of them where nothing was found.
 */
export async function prove({ server, ...planted }: Subject, judge: Judge): Promise<DescribedProof> {
  const defect = server.defects.find(({ id }) => id === planted.defect);
  const variant = server.variants.find(({ id }) => id === planted.variant);
  const isFlakyCounted = defect === undefined && !variant?.isUnsteady;
  const { url, close } = await server.startServer(planted);
  const start = performance.now();
  let requests = 0;
  const find = async (only?: string) => {
    const judged = await judge(url, {
      contract: server.contract,
      credentials: server.credentials,
      ...(defect?.hangs && { timeout: TIMEOUT }),
      ...(only !== undefined && { only }),
    });
    requests += judged.requests;
    const all = defect?.certainty === 'explicit' ? judged.violations : [...judged.violations, ...judged.warnings];
    return { all, counted: all.filter(({ isFlaky }) => isFlakyCounted || !isFlaky) };
  };
  try {
    let found = await find(defect?.operation);
    if (defect && found.counted.length === 0) found = await find();
    const { all, counted } = found;
    return {
      server: server.name,
      id: defect?.id ?? variant?.id,
      says: (defect ?? variant)?.says ?? 'The server is faithful.',
      certainty: defect?.certainty,
      operation: defect?.operation,
      findings: counted.map(format),
      isAtOperation: counted.some(({ operation }) => operation === defect?.operation),
      flaky: all.length - counted.length,
      requests,
      milliseconds: Math.round(performance.now() - start),
    };
  } finally {
    await close();
  }
}

function format({ check, operation, message, got, isFlaky }: Finding): string {
  return `${isFlaky ? 'flaky ' : ''}${check} at ${operation}: ${message} Got ${got.slice(0, MAX_SHOWN)}`;
}
