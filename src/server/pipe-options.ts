import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '../kernel/index.js';
import type { OnExchange } from './context/recording.js';
import type { Workspaces } from './context/workspace.js';
import type { RequestBodyLimits } from './request/read-body.js';
import type { RequestTarget } from './request/request-head.js';
import type { FrontPageData } from './unmatched/front-page.js';

/** The options of the pipe. */
export type PipeOptions = {
  workspaces: Workspaces;
  /** Handles requests to `/__admin`. */
  admin?: AdminHandler | undefined;
  /** Sends the console to browsers. */
  console?: ConsoleHandler | undefined;
  frontPage: FrontPageData;
  /** Whether other machines may use sandboxes and preferences. */
  isOpen: boolean;
  /** Whether each browser has a sandbox of its own, which a cookie names. */
  visitorSandboxes: boolean;
  /** When the shared data will be reset, in ISO 8601; undefined where that is not known. */
  nextReset(): string | undefined;
  /** Whether pages of all origins may read the responses. Without, `OPTIONS` is a method like the others. */
  cors: boolean;
  /** Whether the headers of a proxy are trusted. */
  trustProxy: boolean;
  limits: RequestLimits;
  /** The delay, in milliseconds, of each response for which no preference or rule sets one. */
  delay: number;
  /** Whether each response is validated before it is sent. */
  validateResponses: boolean;
  /** Whether the clock differs from the machine's. The header `Date` then follows it; otherwise Node sets the header. */
  clockSet: boolean;
  /** Called for each request when its response has ended or its connection has closed. */
  onExchange?: OnExchange | undefined;
  /** Called for each failure of the mock that a client gets as a 500. */
  onFailure(problem: Problem): void;
};

/** The limits of a request. */
export type RequestLimits = RequestBodyLimits & {
  /** How many characters its URL may have. */
  url: number;
  /** How many bytes its URL and headers may have together. */
  headers: number;
  /** The longest delay, in milliseconds. */
  delay: number;
};

/**
 * Responds to a request below `/__admin` if it is one for the console; `prefix` is what the client's URL has before the path.
 * Returns whether it did. Throws `console-missing`.
 */
export type ConsoleHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  target: { path: string; prefix: string },
) => boolean;

/** Responds to a request to the control plane. Calls `onRefused` with the problem where it refuses the request. */
export type AdminHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  target: RequestTarget,
  onRefused?: (problem: Problem) => void,
) => void;
