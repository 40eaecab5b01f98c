import type { StaffTask, TaskKind } from './task.ts';
import type { TaskStore } from './task-store.ts';

const pageSize = 200;

/** All open tasks of one kind, page by page: however many others are older. */
export async function* walkOpenTasks(
  tasks: Pick<TaskStore, 'listOpenOf'>,
  kind: TaskKind,
): AsyncGenerator<readonly StaffTask[]> {
  let after = '';
  for (;;) {
    const page = await tasks.listOpenOf(kind, after, pageSize);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < pageSize) return;
    after = last.id;
  }
}
