import { formatPointer, valueAt } from '../../../kernel/index.js';
import { chooseContent, isBodiless, type SchemaIssue } from '../../../openapi/index.js';
import { isJsonType, readMediaType } from '../../../target/index.js';
import { pickBestBranches } from '../../laws/response-schema.js';
import { fails, formatValue, passes } from '../../model/check.js';
import type { ResponseLaw } from '../law.js';

/** The most issues of one response that are reported: a thousand records may all have the same one. */
const MAX_ISSUES = 5;

export const responseBody: ResponseLaw = {
  id: 'response-body',
  says: 'The body of a response is valid under the schema of its status: all required members, no write-only ones, each of its type, format and bounds.',
  judge({ requirement, step, response, described }) {
    const media = readMediaType(response);
    if (!described || step.formless || isBodiless(response.status)) return [];
    const content = media === '' ? undefined : chooseContent(described.contents, media);
    if (!content?.schema || response.json === undefined || !isJsonType(media)) return [];
    const issues = pickBestBranches(content.schema.validate(response.json));
    if (issues.length === 0) return [passes(requirement)];
    const byPlace = new Map(issues.map(issue => [`${issue.schemaPath} ${issue.path.at(-1)}`, issue]));
    return [...byPlace.values()].slice(0, MAX_ISSUES).map(issue => {
      const where = formatPointer(issue.path);
      const value = valueAt(response.json, where);
      const isMissing = issue.expected === 'required';
      const hidden = /passw(or)?d$/i.test(where) && value !== undefined;
      return fails(requirement, {
        parameter: nameOf(issue.path),
        message: `${where || 'The response'} ${isMissing ? 'is missing' : issue.message}.`,
        expected: issue.wanted,
        got: hidden ? `[${typeof value}]` : formatValue(value),
        place: issue.schemaPath,
        causes: isMissing ? [`${issue.schemaPath} ${issue.path.at(-1)}`] : [issue.schemaPath, ...shownBreach(issue)],
      });
    });
  },
};

/** A value that was wrongly accepted is wrong where it is shown, too: both have one cause. */
function shownBreach({ schemaPath, path }: SchemaIssue): string[] {
  const keyword = schemaPath.slice(schemaPath.lastIndexOf('/') + 1);
  return ['type', 'additionalProperties'].includes(keyword) ? [] : [`${path.at(-1)}: ${keyword}`];
}

/** The names that lead to a value, without the numbers of items: `items.price`. */
function nameOf(path: readonly string[]): string {
  return path.filter(step => !/^\d+$/.test(step)).join('.') || 'body';
}
