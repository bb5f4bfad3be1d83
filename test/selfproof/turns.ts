/** Answers true or false as a coin does, but the same in every run: alternating would keep step with what it meets. */
export function coin(): () => boolean {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 2 === 0;
  };
}
