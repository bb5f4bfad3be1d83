import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { PAGES, pageOf } from './pages.js';

const scripts = scriptsOf('package.json');

test.each(PAGES)('every link of $file leads somewhere', ({ file, text }) => {
  const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  expect(links.filter(link => !/^https?:/.test(link) && !resolves(file, link))).toEqual([]);
});

test('the README fits on a few screens', () => {
  expect(pageOf('README.md').text.trimEnd().split('\n').length).toBeLessThanOrEqual(220);
});

test('the README and the index of docs/ name every page of docs/', () => {
  for (const { file } of PAGES.filter(({ file }) => /^docs\/(?!README)/.test(file))) {
    expect(pageOf('README.md').text).toContain(`](${file})`);
    expect(pageOf('docs/README.md').text).toContain(`](${file.slice('docs/'.length)})`);
  }
});

test.each(PAGES)('every script that $file names is there', ({ file, text }) => {
  const known = file.startsWith('examples/') ? { ...scripts, ...scriptsOf('examples/package.json') } : scripts;
  const named = [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name);
  expect(named.filter(name => !(name in known))).toEqual([]);
});

test.each(PAGES)('$file does not send a reader to the other package with the name understudy', ({ text }) => {
  expect(text).not.toMatch(/npx understudy|npm (install|i|add)[^\n`]* understudy[\s`@]|from 'understudy['/]/);
});

function scriptsOf(file: string): Record<string, string> {
  return (JSON.parse(readFileSync(file, 'utf8')) as { scripts: Record<string, string> }).scripts;
}

/** Whether the file that a link names is there, with the heading that it names. */
function resolves(file: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : normalize(join(dirname(file), path));
  if (!existsSync(target)) return false;
  if (anchor === undefined) return true;
  return statSync(target).isFile() && anchorsOf(readFileSync(target, 'utf8')).has(anchor);
}

/** The anchors that code hosts make of headings. */
function anchorsOf(text: string): Set<string> {
  const headings = [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map(heading =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function withoutCode(text: string): string {
  return text.replaceAll(/^```.*?^```$/gms, '');
}
