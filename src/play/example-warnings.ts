import type { Content, DescribedOperation, Description, Example, Warning } from '../openapi/index.js';
import { mendExample } from './described-bodies.js';

/** A warning for each example that breaks its schema: what the mock does with it, and the first thing that is wrong. */
export function exampleWarnings({ operations }: Pick<Description, 'operations'>): Warning[] {
  const warnings = new Map<string, Warning>();
  for (const content of operations.flatMap(listContents)) {
    for (const example of content.examples) {
      const warning = warnings.has(example.place) ? undefined : warningOf(content, example);
      if (warning) warnings.set(example.place, warning);
    }
  }
  return [...warnings.values()];
}

function listContents({ body, responses }: DescribedOperation): Content[] {
  return [...(body?.contents ?? []), ...responses.flatMap(({ contents }) => contents)];
}

function warningOf(content: Content, { place, value }: Example): Warning | undefined {
  const { schema } = content;
  const example = value();
  if (!schema || example === undefined || !/json/.test(content.mediaType)) return undefined;
  const [issue] = schema.validate(example);
  if (!issue) return undefined;
  const at = issue.path.length > 0 ? ` (${issue.path.join('.')} ${issue.message})` : ` (it ${issue.message})`;
  const isMended = mendExample(content, example, 0) !== undefined;
  return { place, message: `is an example that breaks its schema${at}; it is ${isMended ? 'mended' : 'left out'}` };
}
