import type { ApiDefinition } from '../apis/index.js';
import { type Contract, chooseReadings } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import type { Api, ReadingSettings } from '../server/index.js';
import { readingFlaws } from './option-flaws.js';

/** An API that there is, with its contract. */
export type KnownApi = { name: string; definition: ApiDefinition; contract: Contract };

type Parts = { known: readonly KnownApi[]; served: readonly KnownApi[]; seed: number; tokenKey: () => Uint8Array };

/** What makes the APIs that are served as they answer with a choice of readings. That throws `option-invalid`. */
export function playing({ known, served, seed, tokenKey }: Parts): (choice: ReadingSettings) => Api[] {
  return ({ profile, readings: chosen }) => {
    const flaws = [...readingFlaws(chosen, known)];
    if (flaws.length > 0) throw new Problem('option-invalid', flaws.join(' '));
    return served.map(({ definition, contract }) => {
      const readings = chooseReadings(contract.readings, { profile, chosen });
      return definition.create({ contract, readings, seed, tokenKey });
    });
  };
}
