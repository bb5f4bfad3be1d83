import { escapeHtml } from '../../kernel/index.js';
import { makeVisible } from '../model/phrases.js';

/** A piece of HTML; all other parts are texts. */
export type Markup = { readonly markup: string };

type MarkupPart = Markup | string | number | false | undefined | readonly MarkupPart[];

/** Makes HTML from a template: inserted parts are escaped, unless they are `Markup`. */
export function markup(literals: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  return { markup: literals.map((literal, at) => literal + render(parts[at])).join('') };
}

function render(part: MarkupPart): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(makeVisible(String(part)));
  return 'markup' in part ? part.markup : part.map(render).join('');
}
