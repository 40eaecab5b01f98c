/** Work that is done again and again until it is stopped. */
export type Repeated = {
  /** Ends with the work at hand. */
  readonly stop: () => Promise<void>;
};

/** Does the work `everyMs` after it was last done, so that it never runs beside itself. What fails is done again. */
export function repeat(
  everyMs: number,
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): Repeated {
  let timer: NodeJS.Timeout;
  let running: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  function schedule(): void {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = work().catch(onError).finally(schedule);
    }, everyMs);
  }
  schedule();

  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
