import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { AnswerReader, type HttpAnswer } from './answer-reader.js';
import type { Attack } from './attack.js';

/** What came of an attack. */
export type Outcome = {
  answers: readonly HttpAnswer[];
  /** What is wrong with the answers as HTTP. */
  fault: string | undefined;
  /** All bytes that came, where nobody knows what they should be. */
  text: string;
  /** Whether the server still owed something when the client had no more patience. */
  isLate: boolean;
};

/** How many milliseconds an answer may take before a client that expects none says that it has done. */
const SETTLING = 30;

/** Does on a connection of its own what an attack says. `patience` is how many milliseconds it waits for what must come. */
export async function strike(attack: Attack, { port, patience }: { port: number; patience: number }): Promise<Outcome> {
  const { pieces, pace, ending, expects } = attack;
  const asked = Array.isArray(expects) ? expects : [];
  const reader = new AnswerReader(asked.map(({ method }) => method));
  const received: Buffer[] = [];
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  let isClosed = false;
  let wake = () => {};
  // a reset is as good as an end: what has come until then counts
  socket.on('error', () => {});
  socket.on('data', data => {
    if (ending === 'wait') reader.push(data);
    else received.push(data);
    wake();
  });
  // the server is done with it
  socket.on('end', () => socket.end());
  socket.on('close', () => {
    isClosed = true;
    wake();
  });
  const until = (isSo: () => boolean, milliseconds: number): Promise<boolean> =>
    new Promise(resolve => {
      const over = setTimeout(() => resolve(isSo()), milliseconds);
      wake = () => {
        if (!isSo() && !isClosed) return;
        clearTimeout(over);
        resolve(isSo());
      };
      wake();
    });
  const answered = (count: number) => () => reader.answers.length >= count || reader.fault !== undefined;

  await Promise.race([once(socket, 'connect'), until(() => false, patience)]).catch(() => {});
  for (const [at, piece] of pieces.entries()) {
    if (isClosed) break;
    socket.write(piece);
    if (pace === 'in turn' && !(await until(answered(at + 1), patience))) break;
    if (pace === 'in pieces') await turn();
  }
  let isLate = false;
  if (ending === 'wait') isLate = !(await until(answered(asked.length), patience)) && !isClosed;
  if (ending === 'half-close') {
    await until(() => received.length > 0, SETTLING);
    socket.end();
    isLate = !(await until(() => isClosed, patience));
  }
  socket.destroy();
  const { answers, fault } = reader;
  return { answers, fault, text: Buffer.concat(received).toString('latin1'), isLate };
}
