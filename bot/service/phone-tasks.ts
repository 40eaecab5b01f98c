import type { Alarm, StaffCall } from '../duty/index.ts';
import { settleTask, walkOpenTasks, type StaffTask, type TaskStore } from '../reach/index.ts';

type Ports = {
  readonly tasks: TaskStore;
  readonly findAlarm: (id: string) => Promise<Alarm | undefined>;
  /** The console looks again. */
  readonly announce: () => void;
  readonly now: () => Date;
};

/** Officers whom no card reached are rung up by somebody else, until their alarm is over. */
export function createPhoneTasks({ tasks, findAlarm, announce, now }: Ports) {
  async function close(listed: readonly StaffTask[]): Promise<void> {
    for (const task of listed) {
      if (task.kind !== 'call_officer' || task.state !== 'open') continue;
      const alarm = await findAlarm(task.alarmId ?? '');
      if (alarm?.state !== 'open') await tasks.save(settleTask(task, now()));
    }
  }

  return {
    /** Only for officers on duty: an owner finds their ticket in the list. */
    open: async ({ id, accountId, ticketId, alarmId }: StaffCall): Promise<void> => {
      if (alarmId === undefined) return;
      const task = { id: `task-${id}`, version: 1, kind: 'call_officer', state: 'open' } as const;
      const about = { accountId, ticketId, alarmId };
      await tasks.insert({ ...task, ...about, attempts: [], dueAt: now(), createdAt: now() });
      announce();
    },
    closeOf: async (ticketId: string): Promise<void> => close(await tasks.listForTicket(ticketId)),
    async sweep(): Promise<void> {
      for await (const page of walkOpenTasks(tasks, 'call_officer')) await close(page);
    },
  };
}
