import type { Description } from '../../openapi/index.js';
import type { Resources } from '../resources.js';
import { nameIssues } from './check/name-issues.js';
import { assertNoIssues, formIssues, type Given } from './given.js';
import { overrideResources } from './override-resources.js';

/**
 * Overrides what was inferred with what is given; the last one counts. Throws `resources-invalid`, which names everything that
 * is wrong with what is given.
 */
export function combineResources(
  inferred: Resources,
  { given, description }: { given: readonly Given[]; description: Description },
): Resources {
  const { file } = description;
  assertNoIssues(
    given.map(one => ({ given: one, issues: formIssues(one) })),
    { file },
  );
  const resources = given.reduce(overrideResources, inferred);
  assertNoIssues(
    given.map(one => ({ given: one, issues: nameIssues(one, { resources, description }) })),
    { file },
  );
  return resources;
}
