import type { DescribedResponse } from '../../../openapi/index.js';
import type { Companion } from '../../list-rules.js';
import { companionValue, listLinks } from './companion-value.js';
import type { PageFacts } from './page-facts.js';

/** Creates the function that writes the headers of a page: names and values in turn. One without a value has an empty text. */
export function compileHeaders(
  headers: Readonly<Record<string, Companion>>,
  response: DescribedResponse | undefined,
): (facts: PageFacts) => string[] {
  const units = Object.entries(headers).map(([name, companion]) => [name, companion, unitOf(name, response)] as const);
  return facts =>
    units.flatMap(([name, companion, unit]) => {
      return [name, headerValue(companion, { facts, unit }) ?? ''];
    });
}

function headerValue(companion: Companion, { facts, unit }: { facts: PageFacts; unit: string }): string | undefined {
  if (companion === 'links') {
    return listLinks(facts, 'absolute')
      .map(({ rel, href }) => `<${href}>; rel="${rel}"`)
      .join(', ');
  }
  const value = companionValue(companion, facts, 'absolute');
  if (value === undefined) return undefined;
  return companion === 'range' ? `${unit} ${value}` : String(value);
}

/** What a range counts, as the example of the header says: `orders 0-24/319`. */
function unitOf(name: string, response: DescribedResponse | undefined): string {
  const header = response?.headers.find(one => one.name.toLowerCase() === name.toLowerCase());
  const example = header?.examples[0]?.value();
  return (typeof example === 'string' && /^([\w-]+)\s/.exec(example)?.[1]) || 'items';
}
