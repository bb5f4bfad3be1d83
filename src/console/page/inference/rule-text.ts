/** The lines of a YAML that are one rule of its operations, without the comment above; undefined where it has none. */
export function ruleOf(yaml: string, id: string): string | undefined {
  const lines = yaml.split('\n');
  const begin = lines.indexOf('operations:') + 1;
  const at = begin === 0 ? -1 : lines.findIndex((line, index) => index >= begin && nameOf(line) === id);
  if (at < 0) return undefined;
  const length = lines.slice(at + 1).findIndex(line => !line.startsWith('   '));
  return lines.slice(at, length < 0 ? undefined : at + 1 + length).join('\n');
}

/** Adds a rule to the operations of a YAML that does not have it yet. */
export function addRule(text: string, { id, rule }: { id: string; rule: string }): string {
  if (ruleOf(text, id) !== undefined) return text;
  const written = text.replace(/^operations: *\{ *\} *$/m, 'operations:');
  if (/^operations: *$/m.test(written)) return written.replace(/^operations: *$/m, () => `operations:\n${rule}`);
  const before = written.trim() === '' ? '' : `${written.trimEnd()}\n\n`;
  return `${before}operations:\n${rule}\n`;
}

/** The name at the beginning of a line that begins a rule, without its quotes. */
function nameOf(line: string): string | undefined {
  const [, single, double, plain] = /^ {2}(?:'((?:[^']|'')*)'|"([^"]*)"|([^\s#].*?)):(?:\s|$)/.exec(line) ?? [];
  return single?.replaceAll("''", "'") ?? double ?? plain;
}
