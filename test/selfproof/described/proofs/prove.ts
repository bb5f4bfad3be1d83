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
 * finding that was not seen again counts only against a variant whose data are steady.
 */
export async function prove({ server, ...planted }: Subject, judge: Judge): Promise<DescribedProof> {
  const defect = server.defects.find(({ id }) => id === planted.defect);
  const variant = server.variants.find(({ id }) => id === planted.variant);
  const { url, close } = await server.startServer(planted);
  const start = performance.now();
  try {
    const { violations, warnings, requests } = await judge(url, {
      contract: server.contract,
      credentials: server.credentials,
      ...(defect?.hangs && { timeout: TIMEOUT }),
    });
    const milliseconds = Math.round(performance.now() - start);
    const all = defect?.certainty === 'explicit' ? violations : [...violations, ...warnings];
    const isFlakyCounted = defect === undefined && !variant?.isUnsteady;
    const counted = all.filter(({ isFlaky }) => isFlakyCounted || !isFlaky);
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
      milliseconds,
    };
  } finally {
    await close();
  }
}

function format({ check, operation, message, got, isFlaky }: Finding): string {
  return `${isFlaky ? 'flaky ' : ''}${check} at ${operation}: ${message} Got ${got.slice(0, MAX_SHOWN)}`;
}
