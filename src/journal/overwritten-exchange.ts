import type { IncomingHttpHeaders } from 'node:http';
import type { Exchange, RespondedBy, SentCallback } from './exchange.js';

const NONE: readonly string[] = [];

/** An exchange whose members are overwritten with those of a later one. */
export class OverwrittenExchange implements Exchange {
  method = '';
  url = '';
  prefix = '';
  origin: string | undefined;
  path = '';
  search = '';
  requestHeaders: IncomingHttpHeaders = {};
  status = 0;
  responseHeaders = NONE;
  // V8 overwrites a number in its place only if the member has not begun as an integer
  startedAt = Number.NaN;
  milliseconds = Number.NaN;
  api: string | undefined;
  operation: string | undefined;
  respondedBy: RespondedBy = 'aborted';
  rule: string | undefined;
  fault: string | undefined;
  unknownParameters = NONE;
  emptyParameters = NONE;
  repeatedParameters: readonly string[] | undefined;
  unknownFields = NONE;
  sandbox: string | undefined;
  callback: SentCallback | undefined;

  /** Copies the members one by one, because `Object.assign` takes several times as long. */
  overwrite(exchange: Exchange): void {
    this.method = exchange.method;
    this.url = exchange.url;
    this.prefix = exchange.prefix;
    this.origin = exchange.origin;
    this.path = exchange.path;
    this.search = exchange.search;
    this.requestHeaders = exchange.requestHeaders;
    this.status = exchange.status;
    this.responseHeaders = exchange.responseHeaders;
    this.startedAt = exchange.startedAt;
    this.milliseconds = exchange.milliseconds;
    this.api = exchange.api;
    this.operation = exchange.operation;
    this.respondedBy = exchange.respondedBy;
    this.rule = exchange.rule;
    this.fault = exchange.fault;
    this.unknownParameters = exchange.unknownParameters;
    this.emptyParameters = exchange.emptyParameters;
    this.repeatedParameters = exchange.repeatedParameters;
    this.unknownFields = exchange.unknownFields;
    this.sandbox = exchange.sandbox;
    this.callback = exchange.callback;
  }
}
