import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { formatMatrix } from './matrix.js';

/** Prints a line for each proof as it comes, and the matrix at the end. */
export default class DescribedMatrixReporter implements Reporter {
  #done = 0;

  onTestCaseResult(test: TestCase): void {
    this.#done += 1;
    const { state, errors = [] } = test.result();
    console.log(`${String(this.#done).padStart(3)} ${state === 'passed' ? 'ok  ' : 'FAIL'} ${test.name}`);
    for (const { message } of errors) console.log(`         ${message.split('\n').join('\n         ')}`);
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly { message: string }[]): void {
    for (const { message } of [...errors, ...modules.flatMap(module => module.errors())]) console.log(message);
    const tests = modules.flatMap(module => [...module.children.allTests()]);
    console.log(formatMatrix(tests.flatMap(test => test.meta().described ?? [])));
  }
}
