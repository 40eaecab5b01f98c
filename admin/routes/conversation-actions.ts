import type { StaffName } from '../../bot/index.ts';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { expectStaff, type Staff } from '../caller.ts';
import { createOpenFromTalk } from '../open-from-talk.ts';
import { canTalk } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { toStaffName, type TalkAccess } from '../talk-access.ts';
import { presentConversation } from './conversations.present.ts';
import {
  ConversationActionSchema,
  ConversationIdSchema,
  ConversationTicketSchema,
  ConversationViewSchema,
  DoneSchema,
  OpenedTicketSchema,
  StaffWordsSchema,
  TakenSchema,
} from './conversations.schema.ts';
import { TicketNumberSchema } from './ticket.schema.ts';

const one = '/api/admin/conversations/:id';

/** What staff do and say in conversations at the desk. */
export function createConversationActionRoutes(
  ports: AdminPorts,
  access: TalkAccess,
): readonly Route[] {
  const { conversations, render, now } = ports;
  const { findPerson, view, listColleagues, tickets } = access;
  const openFromTalk = createOpenFromTalk(ports);

  type Action = { readonly personId: string; readonly by: StaffName; readonly caller: Staff };
  type Asked = ReturnType<typeof ConversationActionSchema.parse>;

  async function act(asked: Asked, { personId, by, caller }: Action): Promise<void> {
    switch (asked.action) {
      case 'take':
        return conversations.take(personId, by);
      case 'release':
        return conversations.release(personId, by, asked.note);
      case 'close':
        return conversations.close(personId, by, asked.note);
      case 'ask_draft':
        return conversations.askForDraft(personId, by);
      case 'read':
        return conversations.markRead(personId, by, asked.seq);
      case 'pass': {
        const to = (await listColleagues(caller)).find(({ id }) => id === asked.to);
        if (to === undefined) throw new HttpError('request_invalid');
        const colleague = { accountId: to.id, name: to.name };
        return conversations.pass(personId, by, colleague, asked.note);
      }
    }
  }

  return [
    defineRoute({
      method: 'post',
      path: `${one}/actions`,
      summary: 'Take a conversation, give it back, pass it on, end it, or ask for the draft',
      audience: 'staff',
      policy: canTalk,
      params: ConversationIdSchema,
      body: ConversationActionSchema,
      response: ConversationViewSchema,
      async handle({ params, body, caller }) {
        const staff = expectStaff(caller);
        const { accountId } = staff;
        const personId = await findPerson(params.id, caller);
        if (body.action !== 'read') {
          const action = `conversation.${body.action}`;
          await ports.audit.record({ at: now(), accountId, action, object: params.id });
        }
        await act(body, { personId, by: toStaffName(staff), caller: staff });
        return view(params.id, staff);
      },
      present: ({ file, look }) => presentConversation(file, look, render),
    }),
    defineRoute({
      method: 'post',
      path: `${one}/messages`,
      summary: 'Say something to the person, in their channel; only who has the conversation may',
      audience: 'staff',
      policy: canTalk,
      params: ConversationIdSchema,
      body: StaffWordsSchema,
      response: ConversationViewSchema,
      async handle({ params, body, caller }) {
        const staff = expectStaff(caller);
        const personId = await findPerson(params.id, caller);
        await conversations.say(personId, toStaffName(staff), body.key, body.text);
        return view(params.id, staff);
      },
      present: ({ file, look }) => presentConversation(file, look, render),
    }),
    defineRoute({
      method: 'post',
      path: `${one}/typing`,
      summary: 'Show the person that somebody is typing, where their channel can',
      audience: 'staff',
      policy: canTalk,
      params: ConversationIdSchema,
      response: DoneSchema,
      async handle({ params, caller }) {
        const personId = await findPerson(params.id, caller);
        await conversations.showTyping(personId, toStaffName(expectStaff(caller)));
      },
      present: () => ({ ok: true as const }),
    }),
    defineRoute({
      method: 'post',
      path: `${one}/tickets`,
      summary: 'File a ticket for the person; number and code go to them',
      audience: 'staff',
      policy: canTalk,
      params: ConversationIdSchema,
      body: ConversationTicketSchema,
      response: OpenedTicketSchema,
      status: 201,
      handle: async ({ params, body, caller }) =>
        openFromTalk(await findPerson(params.id, caller), body, expectStaff(caller)),
      present: (number) => ({ number }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/admin/tickets/:number/conversation',
      summary: 'Take over the conversation with the person of a ticket',
      audience: 'staff',
      policy: canTalk,
      params: TicketNumberSchema,
      response: TakenSchema,
      async handle({ params, caller }) {
        const staff = expectStaff(caller);
        const { id, personId } = await tickets.load(caller, params.number);
        if (personId === undefined || (await tickets.meet(caller, personId)) === undefined) {
          throw new HttpError('not_found');
        }
        const { accountId } = staff;
        const object = conversations.toId(personId);
        await ports.audit.record({ at: now(), accountId, action: 'conversation.take', object });
        await conversations.take(personId, toStaffName(staff), id);
        return object;
      },
      present: (id) => ({ id }),
    }),
  ];
}
