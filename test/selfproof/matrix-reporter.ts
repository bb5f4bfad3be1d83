import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { matrixOf } from './matrix.js';

/** Prints a line for each proof as it comes, and the matrix at the end, which fails where a check catches nothing. */
export default class MatrixReporter implements Reporter {
  #done = 0;

  onTestCaseResult(test: TestCase): void {
    this.#done += 1;
    const result = test.result();
    const mark = result.state === 'passed' ? 'ok  ' : 'FAIL';
    console.log(`${String(this.#done).padStart(3)} ${mark} ${test.name}`);
    for (const { message } of result.errors ?? []) console.log(`         ${message.split('\n').join('\n         ')}`);
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly { message: string }[]): void {
    for (const { message } of [...errors, ...modules.flatMap(module => module.errors())]) console.log(message);
    const tests = modules.flatMap(module => [...module.children.allTests()]);
    const { text, idle } = matrixOf(tests.flatMap(test => test.meta().proof ?? []));
    console.log(text);
    if (idle.length > 0 && !process.env.SELFPROOF) process.exitCode = 1;
  }
}
