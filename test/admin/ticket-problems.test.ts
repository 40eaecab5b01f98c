import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultProfile, toProcedures } from '../../tickets/index.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';
import { buildStepValues } from '../support/build-step-values.ts';

let desk: Desk;
let call: Call;
let number: string;

beforeEach(async () => {
  desk = await buildDesk();
  desk.addAccount();
  call = desk.client(await desk.signIn());
  ({ number } = await desk.fileTicket());
  for (const action of ['accept', 'analyse', 'verify']) await act(action);
});
afterEach(() => desk.stop());

async function readVersion(): Promise<number> {
  return (await call('GET', `/tickets/${number}`)).body.version;
}

async function act(action: string): Promise<void> {
  const version = await readVersion();
  await call('POST', `/tickets/${number}/actions`, {
    action,
    version,
    ...buildStepValues(action),
  });
}

async function work(step: object) {
  return call('POST', `/tickets/${number}/problems`, { version: await readVersion(), ...step });
}

async function readTypeNames(query: string): Promise<readonly string[]> {
  const { body } = await call('GET', `/problem-lists${query}`);
  return body.types.map(({ name }: { name: string }) => name);
}

describe('a problem of a ticket', () => {
  test('is found, weighed, measured with its amount and dropped or closed', async () => {
    const found = await work({ action: 'find', type: 'identification', words: '只有一人亮证' });
    expect(found.status).toBe(200);
    const [problem] = found.body.problems;
    expect(problem).toMatchObject({ status: 'found', type: 'identification' });
    expect(problem.allowed).toEqual(expect.arrayContaining(['assess', 'measure', 'drop']));
    await work({ action: 'assess', id: problem.id, finding: 'founded', level: 'general' });
    const measured = await work({
      action: 'measure',
      id: problem.id,
      measure: 'refund',
      amountFen: 20_000,
    });
    expect(measured.body.problems).toMatchObject([
      { finding: 'founded', level: 'general', measure: 'refund', amountFen: 20_000 },
    ]);
    const closed = await work({ action: 'close', id: problem.id });
    expect(closed.body.problems).toMatchObject([{ status: 'closed', allowed: ['account'] }]);
    expect(closed.body.history.at(-1).details.problem).toEqual({ number: 1, action: 'close' });
  });

  test.each([
    ['type', { action: 'find', type: '亮证告知' }],
    ['stage', { action: 'find', type: 'identification', stage: 'nowhere' }],
    ['amountFen', { action: 'find', type: 'identification', measure: 'refund' }],
    ['amountFen', { action: 'find', type: 'identification', measure: 'revoke', amountFen: 1 }],
  ])('is refused where its %s is not in the lists of the ticket’s profile', async (field, step) => {
    const { status, body } = await work(step);
    expect([status, body.code]).toEqual([400, 'request_invalid']);
    expect(body.fields).toEqual([{ path: `body.${field}`, rule: 'not_in_list' }]);
  });

  test('is never served from here, only by its document', async () => {
    const { body } = await work({ action: 'find', type: 'identification' });
    const answer = await work({
      action: 'serve',
      id: body.problems[0].id,
      documentId: 'd-1',
    });
    expect(answer.status).toBe(400);
  });

  test('is not for a clerk who takes in, who is offered nothing', async () => {
    await work({ action: 'find', type: 'identification' });
    desk.addAccount({ username: 'clerk', roles: ['intake_clerk'] });
    const clerk = desk.client(await desk.signIn('clerk'));
    const { body } = await clerk('GET', `/tickets/${number}`);
    expect([body.canFindProblem, body.problems[0].allowed]).toEqual([false, []]);
    const tried = await clerk('POST', `/tickets/${number}/problems`, {
      action: 'find',
      type: 'manner',
      version: body.version,
    });
    expect(tried.body.code).toBe('ticket_not_permitted');
  });

  test('tells who came second what the first one changed', async () => {
    const version = await readVersion();
    await work({ action: 'find', type: 'identification', level: 'major' });
    const second = await work({ action: 'find', type: 'manner', version });
    expect([second.status, second.body.code]).toEqual([409, 'ticket_version_conflict']);
    expect(second.body.changed).toEqual([
      {
        action: 'work_on_problem',
        by: '王受理',
        at: expect.any(String),
        fields: [
          { name: 'problem', value: '1' },
          { name: 'problem_action', value: 'find' },
          { name: 'problem_type' },
          { name: 'problem_level' },
        ],
      },
    ]);
  });
});

test('lists come from the version that a ticket runs under, or from all with the newest names', async () => {
  const [first, ...others] = defaultProfile.problemTypes;
  if (first === undefined) throw new Error('the profile has types');
  const renamed = { ...first, name: '主体与持证' };
  const next = { ...defaultProfile, version: 2, problemTypes: [renamed, ...others.slice(1)] };
  await desk.ports.profiles.publish(next);
  expect(toProcedures(next)[0]?.version).toBe(2);
  expect(await readTypeNames('?profile=1')).toEqual(
    defaultProfile.problemTypes.map(({ name }) => name),
  );
  expect(await readTypeNames('?profile=2')).not.toContain(others[0]?.name);
  const all = await readTypeNames('');
  expect(all).toEqual(expect.arrayContaining(['主体与持证', others[0]?.name]));
  expect(all).not.toContain(first.name);
});
