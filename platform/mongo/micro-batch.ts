/**
 * Joins calls that arrive while a run is in flight into the next one, so that under load many share a round
 * trip while a lone call waits for nobody. `run` settles each item by its place.
 */
export function createMicroBatch<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>,
  maxItems = 500,
): (item: Item) => Promise<Result> {
  type Call = {
    readonly item: Item;
    readonly resolve: (result: Result) => void;
    readonly reject: (reason: unknown) => void;
  };
  let waiting: Call[] = [];
  let isRunning = false;

  async function runOnce(calls: readonly Call[]): Promise<void> {
    try {
      const results = await run(calls.map(({ item }) => item));
      for (const [index, { resolve, reject }] of calls.entries()) {
        const result = results[index];
        if (result?.status === 'fulfilled') resolve(result.value);
        else reject(result?.reason ?? new Error('the run left an item unsettled'));
      }
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  }

  async function runAll(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const calls = waiting.slice(0, maxItems);
      waiting = waiting.slice(maxItems);
      // One after the other: that is what gathers the next batch.
      // oxlint-disable-next-line no-await-in-loop
      await runOnce(calls);
    }
    isRunning = false;
  }

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isRunning) void runAll();
    });
}

/** A batch whose calls all succeed or fail together. */
export function createSharedBatch<Item>(
  run: (items: readonly Item[]) => Promise<void>,
): (item: Item) => Promise<void> {
  return createMicroBatch(async (items) => {
    await run(items);
    return items.map(() => ({ status: 'fulfilled', value: undefined }));
  });
}
