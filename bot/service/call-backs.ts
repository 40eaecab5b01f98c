import type { CallBacks } from '../../handlers/index.ts';
import type { OfficeHours, TaskStore } from '../reach/index.ts';
import type { House } from './house.ts';

type CallBackPorts = { readonly tasks: Pick<TaskStore, 'insert'>; readonly hours: OfficeHours };

/** Calls that people asked for become tasks of the desk; their numbers are kept sealed with the person. */
export function openCallBacks({ people, now }: House, { tasks, hours }: CallBackPorts): CallBacks {
  return {
    hours,
    hasPhone: async (personId) => (await people.find(personId))?.phone !== undefined,
    async book({ key, personId, ticketId, dueAt, phone }) {
      if (phone !== undefined) await people.saveContact(personId, { phone });
      await tasks.insert({
        id: `task-call-${key}`,
        version: 1,
        kind: 'call_back',
        personId,
        ...(ticketId !== undefined && { ticketId }),
        state: 'open',
        attempts: [],
        dueAt,
        createdAt: now(),
      });
    },
  };
}
