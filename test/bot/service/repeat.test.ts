import { describe, expect, test } from '@jest/globals';
import { repeat } from '../../../bot/service/repeat.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('repeated work', () => {
  test('goes on after a failure, and never runs beside itself', async () => {
    const errors: unknown[] = [];
    let [running, most, times] = [0, 0, 0];
    const repeated = repeat(
      1,
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((done) => setTimeout(done, 5));
        running -= 1;
        times += 1;
        if (times === 1) throw new Error('once');
      },
      (error) => errors.push(error),
    );
    await waitFor(async () => times >= 3);
    await repeated.stop();
    expect(most).toBe(1);
    expect(errors).toEqual([new Error('once')]);
  });

  test('stops with the work at hand, and does no more of it', async () => {
    let [begun, ended] = [0, 0];
    const repeated = repeat(
      1,
      async () => {
        begun += 1;
        await new Promise((done) => setTimeout(done, 20));
        ended += 1;
      },
      () => undefined,
    );
    await waitFor(async () => begun === 1);
    await repeated.stop();
    expect(ended).toBe(1);
    await new Promise((done) => setTimeout(done, 10));
    expect(begun).toBe(1);
  });
});
