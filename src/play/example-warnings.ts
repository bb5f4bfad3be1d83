import { acceptsValue } from '../fake/index.js';
import {
  type Content,
  type DescribedOperation,
  type Description,
  type Example,
  mayBeJson,
  type Warning,
} from '../openapi/index.js';
import { mendExample } from './described-bodies.js';

type BrokenExample = { content: Content; example: Example };

/** The examples that break their schema. No validator is compiled for them, so that a large description starts quickly. */
export function listBrokenExamples({ operations }: Pick<Description, 'operations'>): BrokenExample[] {
  const broken = new Map<string, BrokenExample>();
  for (const content of operations.flatMap(listContents)) {
    const { schema } = content;
    if (!schema || !mayBeJson(content.mediaType)) continue;
    for (const example of content.examples) {
      if (broken.has(example.place)) continue;
      const value = example.value();
      if (value !== undefined && !acceptsValue(schema, value)) broken.set(example.place, { content, example });
    }
  }
  return [...broken.values()];
}

function listContents({ body, responses }: DescribedOperation): Content[] {
  return [...(body?.contents ?? []), ...responses.flatMap(({ contents }) => contents)];
}

/** A warning for each example that breaks its schema: the first thing that is wrong, and what the mock does with it. */
export function exampleWarnings(description: Pick<Description, 'operations'>): Warning[] {
  return listBrokenExamples(description).flatMap(({ content, example }) => {
    const value = example.value();
    const [issue] = content.schema?.validate(value) ?? [];
    if (!issue) return [];
    const at = issue.path.length > 0 ? `${issue.path.join('.')} ${issue.message}` : `it ${issue.message}`;
    const isMended = mendExample(content, value, 0) !== undefined;
    return {
      place: example.place,
      message: `is an example that breaks its schema (${at}); it is ${isMended ? 'mended' : 'left out'}`,
    };
  });
}
