import { type Certainty, PROFILES } from '../../contract/index.js';
import { type Explanation, qualifiedId } from './explanations.js';

/** An explanation as text: a heading, and one line for each thing that is known. */
export function formatExplanation(explanation: Explanation): string {
  const rows = rowsOf(explanation).filter(([, value]) => value !== '');
  const width = Math.max(...rows.map(([name]) => name.length));
  const owner = 'api' in explanation ? ` of ${explanation.api}` : '';
  return [
    `${explanation.id}: ${explanation.kind}${owner}`,
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    '',
  ].join('\n');
}

/** An id with its API's name, and its first sentence. */
export function formatListed(explanation: Explanation): string {
  return `${qualifiedId(explanation)}  ${summarize(explanation)}\n`;
}

/** What an id is about, in one short sentence. */
export function summarize(explanation: Explanation): string {
  const { kind } = explanation;
  const text =
    kind === 'reading' ? explanation.question : kind === 'problem' ? `${explanation.title}.` : explanation.says;
  return /^.*?[.?](?= [A-Z])/.exec(text)?.[0] ?? text;
}

type Row = readonly [name: string, value: string];

function rowsOf(explanation: Explanation): Row[] {
  switch (explanation.kind) {
    case 'statement': {
      const { says, document, source, certainty, reading = '', supports, checks } = explanation;
      const places = supports.filter(support => !checks.some(({ id }) => id === support));
      return [
        ['says', says],
        ['source', document === undefined ? '' : source],
        ['certainty', `${certainty}: ${CERTAINTY_MEANINGS[certainty]}`],
        ['reading', reading],
        ...list('contract', places),
        ...list(
          'checks',
          checks.map(({ id, says }) => `${id}: ${says}`),
        ),
      ];
    }
    case 'reading': {
      const { question, lines, choices, profiles, judge, statements } = explanation;
      const accepted = judge.accepts === 'any' ? 'anything' : judge.accepts.join(', ');
      return [
        ['question', question],
        ['lines', lines.join(', ')],
        ...list(
          'choices',
          choices.map(({ id, means }) => `${id}: ${means}`),
        ),
        ['profiles', PROFILES.map(profile => `${profile}: ${profiles[profile]}`).join(', ')],
        ['check', `accepts ${accepted} (${judge.means})`],
        ['statements', statements.join(', ')],
      ];
    }
    case 'check':
      return [
        ['law', explanation.says],
        ['statements', explanation.statements.join(', ')],
      ];
    case 'problem':
      return [
        ['means', explanation.title],
        ['do', explanation.fix],
        ['status', `${explanation.status}, where a response reports it`],
      ];
  }
}

function list(name: string, values: readonly string[]): Row[] {
  return values.map((value, at) => [at === 0 ? name : '', value]);
}

const CERTAINTY_MEANINGS: Readonly<Record<Certainty, string>> = {
  explicit: 'the document says it',
  derived: 'it is derived from an example or a name',
  ruled: 'no document says it, and the reading decides it',
  companion: 'no document has the operation',
  generated: 'no document has it',
};
