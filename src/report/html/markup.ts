import { escapeHtml } from '../../kernel/index.js';
import { makeVisible } from '../printable.js';

/** A piece of HTML, as against a text. */
export type Markup = { readonly markup: string };

type MarkupPart = Markup | string | number | false | undefined | readonly MarkupPart[];

/** HTML from a template: what is put in is text and is escaped, unless it is such a piece itself. */
export function markup(literals: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  return { markup: literals.map((literal, at) => literal + render(parts[at])).join('') };
}

function render(part: MarkupPart): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(makeVisible(String(part)));
  return 'markup' in part ? part.markup : part.map(render).join('');
}
