import type { TestProject } from 'vitest/node';
import { Engine } from './engine.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of an engine for all tests, without the name of a database. */
    engine: string;
  }
}

/** Starts one engine for all tests that do not end it. */
export default async function startEngine(project: TestProject): Promise<() => Promise<void>> {
  const engine = await Engine.start();
  project.provide('engine', engine.url(''));
  return () => engine.stop();
}
