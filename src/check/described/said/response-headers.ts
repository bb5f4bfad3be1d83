import { parameterReader } from '../../../openapi/index.js';
import { type Finding, fails, formatValue, passes } from '../../model/check.js';
import type { ResponseLaw } from '../law.js';

export const responseHeaders: ResponseLaw = {
  id: 'response-headers',
  says: 'A response has the headers that the description requires, and each documented header is valid under its schema.',
  judge({ requirement, response, described }) {
    const headers = described?.headers.filter(({ name }) => name.toLowerCase() !== 'content-type') ?? [];
    return headers.map((header): Finding => {
      const { name, required, place, schema, explode, examples } = header;
      const text = response.headers[name.toLowerCase()];
      if (text === undefined && !required) return passes(requirement, { parameter: name });
      const about = { parameter: name, place, causes: [place] };
      if (text === undefined) {
        return fails(requirement, {
          ...about,
          message: `The header ${name} is missing.`,
          expected: `the header ${name}`,
          got: 'none',
        });
      }
      const read = parameterReader([
        {
          name,
          in: 'header',
          required,
          style: 'simple',
          explode,
          allowEmptyValue: false,
          description: undefined,
          mediaType: undefined,
          place,
          schema,
          examples,
        },
      ]);
      const [issue] = read({ path: {}, search: '', headers: { [name.toLowerCase()]: text } }).issues;
      if (!issue) return passes(requirement, { parameter: name });
      return fails(requirement, {
        ...about,
        message: `The header ${name} ${issue.message}.`,
        expected: 'a value that its schema allows',
        got: formatValue(text),
      });
    });
  },
};
