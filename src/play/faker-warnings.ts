import { fakerIssue } from '../fake/index.js';
import { formatPointer } from '../kernel/index.js';
import type { Description, Warning } from '../openapi/index.js';

/** A warning for each `x-faker` that makes no value: the value is then made from the schema. */
export function fakerWarnings({ files, at }: Pick<Description, 'files' | 'at'>): Warning[] {
  const warnings: Warning[] = [];
  for (const file of files) {
    const path: string[] = [];
    visit(at(`${file}#`), path, issue => {
      warnings.push({ place: `${file}#${formatPointer(path)}`, message: `makes no value: it ${issue}` });
    });
  }
  return warnings;
}

/** Calls `onIssue` while `path` leads to a call that makes no value. */
function visit(value: unknown, path: string[], onIssue: (issue: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (DATA.has(name)) continue;
    path.push(name);
    const issue = name === FAKER ? fakerIssue(inner) : undefined;
    if (issue !== undefined) onIssue(issue);
    else visit(inner, path, onIssue);
    path.pop();
  }
}

const FAKER = 'x-faker';

/** What stands there is data. */
const DATA = new Set(['example', 'examples', 'default', 'enum', 'const']);
