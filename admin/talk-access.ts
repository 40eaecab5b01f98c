import type { StaffName } from '../bot/index.ts';
import { HttpError } from '../platform/http/index.ts';
import type { Staff } from './caller.ts';
import { createNoteReading } from './note-reading.ts';
import { canTalk } from './policies.ts';
import type { AdminPorts } from './ports.ts';

/** Finds conversations and colleagues for the routes; throws `not_found` for a name that stands for nobody. */
export function createTalkAccess(ports: AdminPorts) {
  const { conversations, accounts, mask } = ports;
  const noteReading = createNoteReading(ports);

  async function findPerson(id: string): Promise<string> {
    const personId = await conversations.findPerson(id);
    if (personId === undefined) throw new HttpError('not_found');
    return personId;
  }

  /** The conversation as it stands now; that the caller read it is audited. */
  async function view(id: string, caller: Staff) {
    const file = await conversations.open(await findPerson(id));
    if (file === undefined) throw new HttpError('not_found');
    await noteReading(caller, id);
    return { file, look: { id, caller, mask } };
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

  return { findPerson, view, listColleagues };
}
export type TalkAccess = ReturnType<typeof createTalkAccess>;

/** The caller as a conversation's history names them. */
export function toStaffName({ accountId, name }: Staff): StaffName {
  return { accountId, name };
}
