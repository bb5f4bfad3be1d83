import { createSuite, listCheckIds } from '../../src/check/index.js';
import { loadContract } from '../../src/contract/index.js';
import type { Proof } from './prove.js';

const SECOND = 1000;

/** Checks that only send requests: no-server-error judges the responses. */
const ONLY_SENDING: ReadonlySet<string> = new Set(['odd-requests']);

/** What all proofs together say: each defect with the checks that caught it, each variant, each check. */
export function matrixOf(proofs: readonly Proof[]): { text: string; idle: readonly string[] } {
  const defects = proofs.filter(({ statement }) => statement !== undefined);
  const variants = proofs.filter(({ statement }) => statement === undefined);
  const survived = defects.filter(({ caughtBy }) => caughtBy.length === 0);
  const accused = variants.filter(({ isAccused }) => isAccused);
  const counts = countsOf(defects);
  const idle = [...counts].filter(([, count]) => count === 0).map(([check]) => check);
  const text = [
    heading('Planted defects: the statement, and the checks that caught it'),
    ...table(defects.map(defect => [named(defect), defect.statement ?? '', fateOf(defect)])),
    heading('Harmless variants'),
    ...table(variants.map(variant => [named(variant), figuresOf(variant), verdictOn(variant)])),
    heading('Checks: how many defects each caught'),
    ...table([...counts].map(([check, count]) => [check, String(count)])),
    heading('Together'),
    `${defects.length - survived.length} of ${defects.length} defects caught, over ${new Set(defects.map(statementOf)).size} statements`,
    ...table(survived.map(defect => [named(defect), defect.statement ?? '', fateOf(defect)])),
    `${accused.length} of ${variants.length} variants accused`,
    ...table(accused.map(variant => [named(variant), figuresOf(variant), verdictOn(variant)])),
    idle.length === 0 ? 'no check catches nothing' : `checks that catch nothing: ${idle.join(', ')}`,
  ].join('\n');
  return { text, idle };
}

/** How many defects each check caught, for every check of the APIs that were proved. */
function countsOf(defects: readonly Proof[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const api of new Set(defects.map(({ api }) => api))) {
    const checks = [...listCheckIds(createSuite(loadContract(api)))].filter(check => !ONLY_SENDING.has(check));
    for (const check of checks) counts.set(`${api} ${check}`, 0);
  }
  for (const { api, caughtBy } of defects) {
    for (const check of caughtBy) counts.set(`${api} ${check}`, (counts.get(`${api} ${check}`) ?? 0) + 1);
  }
  return counts;
}

function fateOf({ caughtBy, violations }: Proof): string {
  if (caughtBy.length > 0) return caughtBy.join(', ');
  const others = [...new Set(violations.map(({ check, flaky }) => (flaky ? `${check} (flaky)` : check)))];
  return `SURVIVED${others.length > 0 ? `, seen only by ${others.join(', ')}` : ''}`;
}

function verdictOn({ isAccused, violations }: Proof): string {
  if (violations.length === 0) return 'ok';
  const told = violations.map(({ check, statement, flaky }) => `${check} (${statement})${flaky ? ' flaky' : ''}`);
  return isAccused ? `ACCUSED: ${told.join(', ')}` : `ok, with ${violations.length} findings that were not seen again`;
}

function figuresOf({ requests, milliseconds, exercised, inconclusive }: Proof): string {
  const seconds = (milliseconds / SECOND).toFixed(1);
  return `${requests} requests, ${seconds} s, ${exercised.statements}/${exercised.of} statements, ${inconclusive} open`;
}

function named({ api, id }: Proof): string {
  return `${api} ${id}`;
}

function statementOf({ api, statement }: Proof): string {
  return `${api} ${statement}`;
}

function heading(text: string): string {
  return `\n${text}\n`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map(row => row[at]?.length ?? 0)));
  return rows.map(row => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
}
