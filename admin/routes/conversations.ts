import type { StaffName } from '../../bot/index.ts';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { loadTicket, toDayStart, toShanghaiDay } from '../../tickets/index.ts';
import { expectStaff, type Staff } from '../caller.ts';
import { createNoteReading } from '../note-reading.ts';
import { createOpenFromTalk } from '../open-from-talk.ts';
import { canTalk } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import {
  presentConversation,
  presentConversationRow,
  presentFigures,
} from './conversations.present.ts';
import {
  ConversationActionSchema,
  ConversationIdSchema,
  ConversationListSchema,
  ConversationTicketSchema,
  ConversationViewSchema,
  DoneSchema,
  OpenedTicketSchema,
  StaffWordsSchema,
  SuggestedAnswerSchema,
  TakenSchema,
} from './conversations.schema.ts';
import { toText } from './ticket.present.ts';
import { TicketNumberSchema } from './ticket.schema.ts';

const path = '/api/admin/conversations';
const one = `${path}/:id`;

/** Conversations at the desk: the queue, whoever is served, and what staff do and say in them. */
export function createConversationRoutes(ports: AdminPorts): readonly Route[] {
  const { conversations, accounts, ticketing, mask, render, now } = ports;
  const noteReading = createNoteReading(ports);
  const openFromTalk = createOpenFromTalk(ports);

  async function findPerson(id: string): Promise<string> {
    const personId = await conversations.findPerson(id);
    if (personId === undefined) throw new HttpError('not_found');
    return personId;
  }

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
      method: 'get',
      path,
      summary: 'Who waits for a person, who is served, what is live, and how long people waited',
      audience: 'staff',
      policy: canTalk,
      response: ConversationListSchema,
      async handle({ caller }) {
        const staff = expectStaff(caller);
        const dayStart = toDayStart(toShanghaiDay(now()));
        const [{ rows, waits }, colleagues] = await Promise.all([
          conversations.list(dayStart),
          listColleagues(staff),
        ]);
        return { rows, waits, colleagues, staff };
      },
      present: ({ rows, waits, colleagues, staff }) => {
        const { hours, toId } = conversations;
        const isOpen = hours.isOpen(now());
        return {
          items: rows.map((row) =>
            presentConversationRow(row, { id: toId(row.personId), caller: staff, mask }),
          ),
          colleagues: colleagues.map(({ id, name }) => ({ id, name })),
          figures: presentFigures(rows, waits),
          isOpen,
          ...(!isOpen && { opensAt: hours.nextOpening(now()).toISOString() }),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: one,
      summary: 'One conversation; that it was read is audited',
      audience: 'staff',
      policy: canTalk,
      params: ConversationIdSchema,
      response: ConversationViewSchema,
      handle: ({ params, caller }) => view(params.id, expectStaff(caller)),
      present: ({ file, look }) => presentConversation(file, look, render),
    }),
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
        const personId = await findPerson(params.id);
        if (body.action !== 'read') {
          const action = `conversation.${body.action}`;
          await ports.audit.record({ at: now(), accountId, action, object: params.id });
        }
        await act(body, { personId, by: toName(staff), caller: staff });
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
        const personId = await findPerson(params.id);
        await conversations.say(personId, toName(staff), body.key, body.text);
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
        const personId = await findPerson(params.id);
        await conversations.showTyping(personId, toName(expectStaff(caller)));
      },
      present: () => ({ ok: true as const }),
    }),
    defineRoute({
      method: 'post',
      path: `${one}/answer`,
      summary: 'What the knowledge base would answer to the person’s last words',
      audience: 'staff',
      policy: canTalk,
      params: ConversationIdSchema,
      response: SuggestedAnswerSchema,
      async handle({ params, caller }) {
        const { file } = await view(params.id, expectStaff(caller));
        const asked = file.lines.findLast(({ author }) => author === 'person');
        const text = asked === undefined ? '' : mask(toText(asked.content));
        return text === '' ? undefined : ports.knowledgeDesk.preview(text, 'public');
      },
      present: (found) =>
        found === undefined || found.kind === 'none' ? {} : { text: found.text },
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
        openFromTalk(await findPerson(params.id), body, expectStaff(caller)),
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
        const { id, personId } = await loadTicket(ticketing.store, params.number);
        if (personId === undefined) throw new HttpError('not_found');
        const { accountId } = staff;
        const object = conversations.toId(personId);
        await ports.audit.record({ at: now(), accountId, action: 'conversation.take', object });
        await conversations.take(personId, toName(staff), id);
        return object;
      },
      present: (id) => ({ id }),
    }),
  ];
}

function toName({ accountId, name }: Staff): StaffName {
  return { accountId, name };
}
