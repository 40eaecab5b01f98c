import type { Desk } from './build-desk.ts';
import { buildStepValues } from './build-step-values.ts';

/** A matter in the area that was brought to verification, in which something was found. */
export async function fileWithProblem(desk: Desk, area: string, problem: object): Promise<string> {
  const call = desk.client(await desk.signIn());
  const { number } = await desk.fileTicket({ area, facts: { story: '说来话长的原话' } });
  const steps = ['accept', 'analyse', 'verify'];
  for (const [index, action] of steps.entries()) {
    await call('POST', `/tickets/${number}/actions`, {
      action,
      version: index + 1,
      ...buildStepValues(action),
    });
  }
  const version = steps.length + 1;
  const body = { action: 'find', version, ...problem };
  const { status } = await call('POST', `/tickets/${number}/problems`, body);
  if (status !== 200) throw new Error(`the problem was answered ${status}`);
  return number;
}
