import { randomBytes } from 'node:crypto';

/** Names the run before its workers start, so that its databases can be told from others on the same server. */
export default function beginRun(): void {
  process.env['TEST_RUN'] = randomBytes(4).toString('hex');
}
