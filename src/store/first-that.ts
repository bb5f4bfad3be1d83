/** The lowest of the numbers from 0 that passes a test, which all higher ones then pass too; `end` where none below it does. */
export function firstThat(end: number, passes: (at: number) => boolean): number {
  let [low, high] = [0, Math.max(0, end)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
