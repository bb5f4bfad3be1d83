import { gzipSync } from 'node:zlib';
import { editJson, editReplies, setHeaders } from './edits.js';
import type { Variant } from './planted.js';
import type { Json, Pipe, Reply } from './serving/call.js';
import type { Step } from './steps.js';

const PAUSE = 50;

/** Good responses in another form, for any of the servers; each of their walks sends the same requests. */
export function createFormVariants(walk: readonly Step[]): readonly Variant<Pipe>[] {
  return [
    {
      id: 'more-members',
      says: 'Every object has members that the description does not name, and one of them changes with each response.',
      plant: server => {
        let revision = 0;
        const withMore = (value: unknown): unknown => {
          if (Array.isArray(value)) return value.map(withMore);
          if (value === null || typeof value !== 'object') return value;
          const members = Object.entries(value).map(([name, inner]) => [name, withMore(inner)]);
          return { ...Object.fromEntries(members), _links: { self: '/' }, revision };
        };
        return editJson({}, json => {
          revision += 1;
          return withMore(json);
        })(server);
      },
      walk,
    },
    {
      id: 'more-headers',
      says: 'Every response has headers that the description does not name.',
      plant: setHeaders({}, { 'X-Request-Id': '17', Server: 'nginx', Vary: 'Accept', 'Cache-Control': 'no-store' }),
      walk,
    },
    {
      id: 'other-key-order',
      says: 'The members of each object come in the opposite order.',
      plant: editJson({}, reverseMembers),
      walk,
    },
    {
      id: 'pretty-printed',
      says: 'JSON is indented, and ends with a line break.',
      plant: rewriteJson(json => `${JSON.stringify(json, null, 2)}\n`),
      walk,
    },
    {
      id: 'escaped',
      says: 'JSON has escapes for all letters beyond ASCII and for slashes.',
      plant: rewriteJson(json =>
        JSON.stringify(json)
          .replaceAll('/', '\\/')
          .replace(/[^\x20-\x7e]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
      ),
      walk,
    },
    {
      id: 'charset',
      says: 'The media type names its charset.',
      plant: editReplies({}, reply => {
        const type = reply.headers['Content-Type'];
        return type ? { ...reply, headers: { ...reply.headers, 'Content-Type': `${type}; charset=utf-8` } } : reply;
      }),
      walk,
    },
    {
      id: 'chunked',
      says: 'Bodies come in chunks, without their length.',
      plant: editReplies({}, reply => (reply.json === undefined ? reply : { ...reply, chunked: true })),
      walk,
    },
    {
      id: 'small-header-names',
      says: 'The names of headers are in small letters.',
      plant: editReplies({}, reply => ({ ...reply, headers: lowerNames(reply.headers) })),
      walk,
    },
    {
      id: 'slow',
      says: 'Every response takes 50 milliseconds.',
      plant: editReplies({}, reply => ({
        ...reply,
        headers: { ...reply.headers, 'Server-Timing': `db;dur=${PAUSE}` },
        delay: PAUSE,
      })),
      walk,
    },
    {
      id: 'closing',
      says: 'The connection is closed after each response.',
      plant: setHeaders({}, { Connection: 'close' }),
      walk,
    },
    {
      id: 'gzip',
      says: 'Bodies are compressed for clients that accept it.',
      plant: editReplies({ if: ({ headers }) => /\bgzip\b/.test(headers['accept-encoding'] ?? '') }, compress),
      walk: walk.map(step => ({ ...step, headers: { ...step.headers, 'Accept-Encoding': 'gzip' } })),
    },
  ];
}

function rewriteJson(write: (json: unknown) => string) {
  return editReplies({}, reply => (reply.json === undefined ? reply : { ...reply, text: write(reply.json) }));
}

function compress(reply: Reply): Reply {
  if (reply.json === undefined) return reply;
  return {
    ...reply,
    headers: { ...reply.headers, 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' },
    text: gzipSync(JSON.stringify(reply.json)),
  };
}

function reverseMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseMembers);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value as Json)
      .reverse()
      .map(([name, inner]) => [name, reverseMembers(inner)]),
  );
}

function lowerNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
