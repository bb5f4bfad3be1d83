import { readdirSync, readFileSync } from 'node:fs';

/** A code block: its language, its text, and the text between it and the block before. */
export type Block = { kind: string; text: string; above: string };
export type Page = { file: string; text: string; blocks: readonly Block[] };

const FILES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'bench/README.md', 'examples/README.md'].concat(
  readdirSync('docs')
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
);

/** Every page that people read, but for those of the rooms. */
export const PAGES: readonly Page[] = FILES.map(file => {
  const text = readFileSync(file, 'utf8');
  let end = 0;
  const blocks = [...text.matchAll(/^```(\w+)\n(.*?)\n```$/gms)].map(
    ({ 0: all, 1: kind = '', 2: code = '', index }) => {
      const above = text.slice(end, index).trim();
      end = index + all.length;
      return { kind, text: code, above };
    },
  );
  return { file, text, blocks };
});

/** The page of a file. */
export function pageOf(file: string): Page {
  const page = PAGES.find(page => page.file === file);
  if (!page) throw new Error(`There is no page ${file}.`);
  return page;
}

/** What is shown as the output of a block: the block right below it. */
export function outputOf({ blocks }: Page, at: number): string | undefined {
  const next = blocks[at + 1];
  return next && ['json', 'text'].includes(next.kind) && next.above === '' ? next.text : undefined;
}

/** The cells of the rows of the first table whose heading begins with `heading`, without backticks around a whole cell. */
export function rowsOf(file: string, heading: string): string[][] {
  const { text } = pageOf(file);
  const table = text.includes(`\n${heading}`) ? text.slice(text.indexOf(`\n${heading}`) + 1).split('\n\n')[0] : '';
  const rows = (table ?? '').trimEnd().split('\n').slice(2);
  return rows.map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim().replace(/^`([^`]*)`$/, '$1')),
  );
}

/** The output that `shown` stands for: `…` is any text, and on a line of its own any lines; a time of creation is any time. */
export function formOf(shown: string): RegExp {
  const lines = shown.split('\n').map(line => (line === '…' ? '(?:.*\\n)*?.*' : literal(line).replaceAll('…', '.*')));
  return new RegExp(`^${lines.join('\n').replaceAll(/("create_time":)"[^"]*"/g, '$1"[^"]*"')}$`);
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
