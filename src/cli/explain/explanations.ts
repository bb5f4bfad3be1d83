import { CHECKED_APIS, createSuite, listLaws } from '../../check/index.js';
import { type Contract, type Reading, type Statement, sourceOf } from '../../contract/index.js';
import { problems } from '../../kernel/index.js';

/** What is known of an id that a person meets in a report, a log, a page or an error. Problems belong to no API. */
export type Explanation =
  | ({ kind: 'statement'; api: string; source: string; checks: readonly ExplainedCheck[] } & Statement)
  | ({ kind: 'reading'; api: string; statements: readonly string[] } & Omit<Reading, 'choices'> & {
        choices: readonly { id: string; means: string }[];
      })
  | ({ kind: 'check'; api: string; statements: readonly string[] } & ExplainedCheck)
  | { kind: 'problem'; id: string; title: string; fix: string; status: number };

export type ExplainedCheck = { id: string; says: string };

/** The explanations of all ids: those of the given contracts, and the problems unless one API was asked for. */
export function listExplanations(
  contracts: readonly Contract[],
  { withProblems }: { withProblems: boolean },
): Explanation[] {
  const codes = Object.entries(problems).map(([id, problem]): Explanation => ({ kind: 'problem', id, ...problem }));
  return [...contracts.flatMap(listOfContract), ...(withProblems ? codes : [])];
}

function listOfContract(contract: Contract): Explanation[] {
  const { api, readings } = contract;
  const statements = contract.statements();
  const laws = CHECKED_APIS.includes(api) ? listLaws(createSuite(contract)) : {};
  const idsWhere = (rests: (statement: Statement) => boolean) => statements.filter(rests).map(({ id }) => id);
  return [
    ...statements.map(
      (statement): Explanation => ({
        ...{ kind: 'statement', api, source: sourceOf(statement), ...statement },
        checks: statement.supports.flatMap(id => (laws[id] === undefined ? [] : { id, says: laws[id] })),
      }),
    ),
    ...readings.map(
      (reading): Explanation => ({
        ...{ kind: 'reading', api, ...reading },
        choices: reading.choices.map(({ id, means }) => ({ id, means })),
        statements: idsWhere(statement => statement.reading === reading.id),
      }),
    ),
    ...Object.entries(laws).map(
      ([id, says]): Explanation => ({
        ...{ kind: 'check', api, id, says },
        statements: idsWhere(({ supports }) => supports.includes(id)),
      }),
    ),
  ];
}

/** The id of an explanation with its API's name before it, which no other API has: `shop.text-match`. */
export function qualifiedId(explanation: Explanation): string {
  return 'api' in explanation ? `${explanation.api}.${explanation.id}` : explanation.id;
}

/** What an id means: with the name of an API before it, what it means there. Lines of a document mean all that cites them. */
export function findExplanations(wanted: string, all: readonly Explanation[]): Explanation[] {
  const named = all.filter(one => one.id === wanted || qualifiedId(one) === wanted);
  const lines = readLines(wanted);
  if (named.length > 0 || !lines) return named;
  return all.filter(one => sourcesOf(one).some(source => overlaps(readLines(source), lines)));
}

function sourcesOf(explanation: Explanation): readonly string[] {
  if (explanation.kind === 'reading') return explanation.lines;
  return explanation.kind === 'statement' ? [explanation.source] : [];
}

type Lines = { document: string; from: number; to: number };

/** Reads `shop-page:74-77` or `shop-page:74`; undefined for anything else. */
function readLines(text: string): Lines | undefined {
  const [, document, from, to = from] = /^([a-z-]+):(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  return document === undefined ? undefined : { document, from: Number(from), to: Number(to) };
}

function overlaps(one: Lines | undefined, other: Lines): boolean {
  return one?.document === other.document && one.from <= other.to && other.from <= one.to;
}
