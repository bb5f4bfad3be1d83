import { expect, test } from 'vitest';
import { createEventParser } from '../../src/console/page/data/event-parser.js';

const STREAM = ': hello\n\nevent: start\ndata: {"next":1}\n\n: here\n\nevent: requests\nid: 7\ndata: [1,\ndata: 2]\n\n';

test.each([1, 2, 3, 7, 20, 1000])('the events of a stream are the same in pieces of %i characters', size => {
  const parse = createEventParser();
  const pieces = STREAM.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
  expect(pieces.flatMap(parse)).toEqual([
    { type: 'start', id: undefined, data: '{"next":1}' },
    { type: 'requests', id: '7', data: '[1,\n2]' },
  ]);
});

test('an event that has not ended is not returned', () => {
  expect(createEventParser()('event: start\ndata: {}\n')).toEqual([]);
});
