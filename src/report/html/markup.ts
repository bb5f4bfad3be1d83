import { escapeHtml } from '../../kernel/index.js';
import { printable } from '../printable.js';

/** A piece of HTML, as against a text. */
export type Markup = { readonly markup: string };

type Part = Markup | string | number | false | undefined | readonly Part[];

/** HTML from a template: what is put in is text and is escaped, unless it is such a piece itself. */
export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: literals.map((literal, at) => literal + rendered(parts[at])).join('') };
}

function rendered(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(printable(String(part)));
  return 'markup' in part ? part.markup : part.map(rendered).join('');
}
