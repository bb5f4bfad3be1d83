import { Command, Option } from 'commander';
import { readContract } from '../../app/index.js';
import { CHECKED_APIS } from '../../check/index.js';
import { loadContract } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import { nearestName, toLine } from '../../openapi/index.js';
import { ignoreClosedPipes } from '../terminal.js';
import { type Explanation, findExplanations, listExplanations, qualifiedId } from './explanations.js';
import { formatExplanation, formatListed, summarize } from './format-explanation.js';

type ExplainFlags = { api?: string; contract?: string; json?: true };

/** `understudy explain ID`: shows what an id of a report, a log, a page or an error means. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('show what the id of a statement, reading, check or problem means, or list all ids')
    .argument('[id]', 'such as data-locked, or an id with its API before it, or lines of a document: shop-page:74')
    .addOption(new Option('--api <name>', 'only what belongs to this shipped API').choices(CHECKED_APIS))
    .addOption(new Option('--contract <folder>', 'only what this contract folder has').conflicts('api'))
    .addOption(new Option('--json', 'print JSON'))
    .action(async (id: string | undefined, { api, contract, json }: ExplainFlags) => {
      ignoreClosedPipes();
      const shipped = api === undefined ? CHECKED_APIS : [api];
      const contracts = contract === undefined ? shipped.map(loadContract) : [await readContract(contract)];
      const all = listExplanations(contracts, { withProblems: api === undefined && contract === undefined });
      process.stdout.write(id === undefined ? formatList(all, json) : formatFound(find(id, all), json));
    });
}

function find(id: string, all: readonly Explanation[]): Explanation[] {
  const found = findExplanations(id, all);
  if (found.length > 0) return found;
  const nearest = nearestName(id, [...all.map(({ id }) => id), ...all.map(qualifiedId)]);
  throw new Problem('option-invalid', `Nothing has the id ${JSON.stringify(toLine(id))}; the nearest is ${nearest}.`, {
    fix: '`understudy explain` lists all ids.',
  });
}

function formatFound(found: readonly Explanation[], json: true | undefined): string {
  return json ? formatJson(found) : found.map(formatExplanation).join('\n');
}

function formatList(all: readonly Explanation[], json: true | undefined): string {
  if (!json) return all.map(formatListed).join('');
  return formatJson(all.map(one => ({ id: qualifiedId(one), kind: one.kind, summary: summarize(one) })));
}

function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
