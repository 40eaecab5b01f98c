import { defineRoute, type Route } from '../../platform/http/index.ts';
import { toDayStart, toShanghaiDay } from '../../tickets/index.ts';
import { expectStaff } from '../caller.ts';
import { canTalk } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { createTalkAccess } from '../talk-access.ts';
import { createConversationActionRoutes } from './conversation-actions.ts';
import { presentFigures } from './conversation-figures.present.ts';
import { presentConversation, presentConversationRow } from './conversations.present.ts';
import {
  ConversationIdSchema,
  ConversationListSchema,
  ConversationViewSchema,
  SuggestedAnswerSchema,
} from './conversations.schema.ts';
import { toText } from './ticket.present.ts';

const path = '/api/admin/conversations';
const one = `${path}/:id`;

/** Conversations at the desk as they stand: the queue, whoever is served, and what was said. */
export function createConversationRoutes(ports: AdminPorts): readonly Route[] {
  const { conversations, mask, render, now } = ports;
  const access = createTalkAccess(ports);
  const { view, listColleagues } = access;

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
        return { rows: await access.tickets.keepMet(caller, rows), waits, colleagues, staff };
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
    ...createConversationActionRoutes(ports, access),
  ];
}
