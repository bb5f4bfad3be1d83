import { chooseContent, isBodiless } from '../../../openapi/index.js';
import { readMediaType } from '../../../target/index.js';
import { fails, passes } from '../../model/check.js';
import type { ResponseLaw } from '../law.js';

export const documentedMedia: ResponseLaw = {
  id: 'documented-media',
  says: 'A response has one of the media types that the description has for its status, with any parameters, and a body where it has any.',
  judge({ requirement, step, method, response, described }) {
    const { status, text, issue } = response;
    if (!described || described.contents.length === 0 || isBodiless(status) || step.formless) return [];
    const { place, contents } = described;
    const media = readMediaType(response);
    if (method === 'HEAD' || issue?.kind === 'unreadable') return [];
    if (media !== '' && chooseContent(contents, media)) return [passes(requirement)];
    const isEmpty = text === '';
    // bytes without a media type may be anything
    if (isEmpty && media === '' && status >= 300) return [];
    const wanted = contents.map(({ mediaType }) => mediaType).join(' or ');
    return [
      fails(requirement, {
        message: isEmpty
          ? `The response with status ${status} has no body.`
          : `The media type is ${media || 'missing'}.`,
        expected: wanted,
        got: `${status} with ${media ? `Content-Type: ${response.headers['content-type']}` : 'no Content-Type'}${isEmpty ? ' and no body' : ''}`,
        place: `${place}/content`,
        causes: [`${place}/content ${media}`],
        families: [`${requirement.split(' ')[0]}: ${media} in place of ${wanted}`],
      }),
    ];
  },
};
