import type { StaffName } from '../bot/index.ts';
import { type Caller, HttpError } from '../platform/http/index.ts';
import { narrowTalk } from './access/narrow-talk.ts';
import { createTicketAccess } from './access/ticket-access.ts';
import type { Staff } from './caller.ts';
import { createNoteReading } from './note-reading.ts';
import { canTalk } from './policies.ts';
import type { AdminPorts } from './ports.ts';

/** Finds conversations and colleagues for the routes; throws `not_found` for a name that stands for nobody whom the caller may meet. */
export function createTalkAccess(ports: AdminPorts) {
  const { conversations, accounts, mask } = ports;
  const noteReading = createNoteReading(ports);

  const tickets = createTicketAccess(ports);

  async function findMet(id: string, caller: Caller) {
    const personId = await conversations.findPerson(id);
    const seen = personId === undefined ? undefined : await tickets.meet(caller, personId);
    if (personId === undefined || seen === undefined) throw new HttpError('not_found');
    return { personId, seen };
  }

  async function findPerson(id: string, caller: Caller): Promise<string> {
    return (await findMet(id, caller)).personId;
  }

  /** The conversation as it stands now; that the caller read it is audited. */
  async function view(id: string, caller: Staff) {
    const { personId, seen } = await findMet(id, caller);
    const file = await conversations.open(personId);
    if (file === undefined) throw new HttpError('not_found');
    await noteReading(caller, id);
    return { file: narrowTalk(file, seen), look: { id, caller, mask } };
  }

  /** Those who may take a conversation over, the caller left out. */
  async function listColleagues(caller: Staff) {
    const all = await accounts.list();
    return all.filter(
      ({ id, name, roles, disabledAt }) =>
        disabledAt === undefined &&
        id !== caller.accountId &&
        canTalk({ ...caller, accountId: id, name, roles }),
    );
  }

  return { findPerson, view, listColleagues, tickets };
}
export type TalkAccess = ReturnType<typeof createTalkAccess>;

/** The caller as a conversation's history names them. */
export function toStaffName({ accountId, name }: Staff): StaffName {
  return { accountId, name };
}
