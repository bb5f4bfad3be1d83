import { resolve } from 'node:path';
import { contractFile } from '../guardians/contract-files.js';

type Content = { content: Record<string, { examples?: Record<string, { externalValue: string }> }> };
type Described = { operationId: string; responses: Record<string, Content> };

/** An example that no document prints: whose answer it is, and the file that has it. */
export type OwnExample = { key: string; file: string };

/** The examples of an API's answers that are our own, by operation, status and name: `deleteUser 200 deleted`. */
export function ownExamples(api: string): OwnExample[] {
  const { paths } = contractFile(api, 'openapi.yaml') as { paths: Record<string, Record<string, Described>> };
  return Object.values(paths)
    .flatMap(methods => Object.values(methods))
    .flatMap(({ operationId, responses }) =>
      Object.entries(responses).flatMap(([status, { content }]) =>
        Object.values(content).flatMap(({ examples = {} }) =>
          Object.entries(examples).map(([name, { externalValue }]) => ({
            key: `${operationId} ${status} ${name}`,
            file: resolve('contracts', api, externalValue),
          })),
        ),
      ),
    )
    .filter(({ file }) => file.startsWith(resolve('fixtures', api, 'examples')));
}
