/** Numbers that rise from call to call within this process: they tell apart what has the same millisecond. */
export function createOrder(): () => number {
  let last = 0;
  return function next() {
    last += 1;
    return last;
  };
}
