/** Runs the last of many calls once they have paused. */
export function createDelay(ms: number) {
  let timer: number | undefined;
  const cancel = (): void => window.clearTimeout(timer);
  return {
    run(act: () => void): void {
      cancel();
      timer = window.setTimeout(act, ms);
    },
    cancel,
  };
}
