import { expect, it } from '@jest/globals';
import { runKillRounds } from '../platform/embedded-mongo/support/kill-rounds.ts';

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 30);

it(`loses nothing acknowledged in ${ROUNDS} kills under load`, async () => {
  const report = await runKillRounds(ROUNDS);
  console.log(JSON.stringify({ rounds: ROUNDS, ...report }));
  expect(report).toMatchObject({ lost: [], torn: [], indexFaults: [] });
  expect(report.longestTakeoverMs).toBeLessThan(2000);
}, 7_200_000);
