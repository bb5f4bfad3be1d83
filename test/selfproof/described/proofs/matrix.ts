import type { DescribedProof } from './prove.js';

const SECOND = 1_000;

/** What all proofs together say: each defect with what caught it, each variant, and how many were caught and accused. */
export function formatMatrix(proofs: readonly DescribedProof[]): string {
  const defects = proofs.filter(({ certainty }) => certainty !== undefined);
  const faithful = proofs.filter(({ certainty }) => certainty === undefined);
  const caught = defects.filter(({ findings }) => findings.length > 0);
  const accused = faithful.filter(({ findings }) => findings.length > 0);
  const misplaced = caught.filter(({ isAtOperation }) => !isAtOperation);
  const servers = [...new Set(proofs.map(({ server }) => server))];
  return [
    setHeaders('Planted defects, and what caught them'),
    ...defects.map(proof => `  ${nameOf(proof)}  ${proof.certainty}  ${fateOf(proof)}`),
    setHeaders('Faithful servers and harmless variants'),
    ...faithful.map(proof => `  ${nameOf(proof)}  ${verdictOn(proof)}  ${figuresOf(proof)}`),
    setHeaders('Each server'),
    ...servers.map(server => {
      const own = (all: readonly DescribedProof[]) => all.filter(proof => proof.server === server).length;
      return `  ${server}: ${own(caught)} of ${own(defects)} caught, ${own(accused)} of ${own(faithful)} accused`;
    }),
    setHeaders('Together'),
    `  ${caught.length} of ${defects.length} defects caught, ${misplaced.length} of them at another operation`,
    ...(['explicit', 'derived'] as const).map(certainty => {
      const of = (all: readonly DescribedProof[]) => all.filter(proof => proof.certainty === certainty).length;
      return `  ${of(caught)} of ${of(defects)} ${certainty}`;
    }),
    `  ${accused.length} of ${faithful.length} faithful servers and variants accused`,
    `  ${averageOf(proofs, 'requests')} requests and ${(averageOf(proofs, 'milliseconds') / SECOND).toFixed(1)} s for each`,
  ].join('\n');
}

function fateOf({ findings, isAtOperation, operation, flaky }: DescribedProof): string {
  const [first] = findings;
  if (first === undefined) return `SURVIVED at ${operation}${flaky > 0 ? `, ${flaky} flaky` : ''}`;
  return `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}${isAtOperation ? '' : ', elsewhere'}: ${first}`;
}

function verdictOn({ findings, flaky }: DescribedProof): string {
  if (findings.length > 0) return `ACCUSED: ${findings.join('; ')}`;
  return flaky > 0 ? `ok, with ${flaky} that were not seen again` : 'ok';
}

function figuresOf({ requests, milliseconds }: DescribedProof): string {
  return `${requests} requests, ${(milliseconds / SECOND).toFixed(1)} s`;
}

function averageOf(proofs: readonly DescribedProof[], figure: 'requests' | 'milliseconds'): number {
  return Math.round(proofs.reduce((sum, proof) => sum + proof[figure], 0) / Math.max(1, proofs.length));
}

function nameOf({ server, id }: DescribedProof): string {
  return `${server} ${id ?? 'faithful'}`;
}

function setHeaders(text: string): string {
  return `\n${text}\n`;
}
