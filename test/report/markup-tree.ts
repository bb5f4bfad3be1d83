/** An element of XML or HTML. */
export type Element = {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: Element[];
  /** Its own text and that of its children. */
  text: string;
};

/** Elements that HTML leaves open. */
const VOID = new Set(['meta', 'br']);

const PROLOGUE = /^(<\?xml version="1\.0" encoding="UTF-8"\?>|<!doctype html>)\n/;
const REFERENCE = /&(amp|lt|gt|quot|apos|#39);/g;
const PIECE = new RegExp(
  [
    String.raw`<(?<name>[a-z][\w-]*)(?<attributes>(?:\s+[\w:-]+="(?:[^"<&]|${REFERENCE.source})*"|\s+open)*)\s*(?<ended>/?)>`,
    String.raw`</(?<closed>[a-z][\w-]*)>`,
    `(?<text>(?:[^<&]|${REFERENCE.source})+)`,
  ].join('|'),
  'y',
);

/** What XML 1.0 cannot hold, not even escaped. */
const FORBIDDEN = /[^\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** Reads XML, or HTML that is laid out like it. Throws where it is not well formed. */
export function markupTree(source: string): Element {
  if (FORBIDDEN.test(source) || source.includes(']]>')) throw new Error('It holds what no XML may hold.');
  const prologue = PROLOGUE.exec(source)?.[0] ?? '';
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let at = prologue.length;
  while (at < source.length) {
    PIECE.lastIndex = at;
    const found = PIECE.exec(source);
    if (!found) throw new Error(`Not well formed: ${source.slice(at, at + 80)}`);
    at = PIECE.lastIndex;
    const { name, attributes = '', ended, closed, text = '' } = found.groups ?? {};
    if (name !== undefined) {
      const element: Element = { name, attributes: attributesOf(attributes), children: [], text: '' };
      open.at(-1)?.children.push(element);
      if (!ended && !VOID.has(name)) open.push(element);
    } else if (closed !== undefined) {
      if (open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing.`);
    } else {
      for (const element of open) element.text += plain(text);
    }
  }
  const [only, ...others] = root.children;
  if (open.length > 1 || !only || others.length > 0) throw new Error('There is not one element that holds all others.');
  return only;
}

/** All elements of one name within another, at any depth. */
export function all(name: string, { children }: Element): Element[] {
  return children.flatMap(child => [...(child.name === name ? [child] : []), ...all(name, child)]);
}

function attributesOf(source: string): Record<string, string> {
  const pairs = [...source.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, plain(value)]);
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error(`An attribute stands twice:${source}`);
  return Object.fromEntries(pairs);
}

function plain(text: string): string {
  const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" };
  return text.replace(REFERENCE, (_, name) => characters[name] ?? '');
}
