import type { Problem } from '../kernel/index.js';
import type { OnExchange } from './context/recording.js';
import type { Workspaces } from './context/workspace.js';
import type { AdminHandler } from './request/admin-path.js';
import type { BodyLimits } from './request/read-body.js';
import type { About } from './unmatched/front-page.js';

/** What the way of a request is told. */
export type PipeOptions = {
  workspaces: Workspaces;
  /** Answers `/__admin`. */
  admin?: AdminHandler | undefined;
  frontPage: About;
  /** Whether sandboxes and preferences are for those, too, who come from other machines. */
  isOpen: boolean;
  /** Whether what the headers of a proxy say is taken for true. */
  trustProxy: boolean;
  limits: RequestLimits;
  /** How many milliseconds each answer waits where nobody asked for another delay. */
  delay: number;
  /** Whether each answer is held against the contract before it is sent. */
  validateResponses: boolean;
  /** Whether the clock is not the machine's: the header `Date`, which Node would fill, then follows it, too. */
  clockSet: boolean;
  /** Told of each request once it has been answered or has broken off. */
  onExchange?: OnExchange | undefined;
  /** Told of each failure of ours that a client saw as a 500. */
  onFailure(problem: Problem): void;
};

/** What a request may be, and what it may ask for. */
export type RequestLimits = BodyLimits & {
  /** The most characters of its URL. */
  url: number;
  /** The most bytes of its URL and headers together. */
  headers: number;
  /** How many milliseconds it may be delayed. */
  delay: number;
};
