import type { ChannelName, Matter as WholeMatter, Outcome, Reply } from '../bot/index.ts';
import {
  importSources,
  type Facts,
  type OpenRequest,
  type Openness,
  type Ticket,
  type TicketSource,
} from '../tickets/index.ts';
import { conclude } from './conclude.ts';
import {
  dropForm,
  dropPending,
  dropUrgent,
  type DialogueState,
  type Form,
  type FormKind,
} from './dialogue.ts';
import { countFiled, findPoint } from './contact-point.ts';
import type { Heard } from './hear.ts';
import { toDay } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import { toRequest } from './request.ts';
import { hasRetaliation } from './urgency/index.ts';
import { retaliationNote } from './worry.ts';
import { sayNext } from './split-draft.ts';

type Matter = {
  readonly kind: FormKind | 'consultation';
  readonly facts: Facts;
  readonly openness: Openness;
  readonly area?: string;
  /** Where it came from, when the channel alone does not say it. */
  readonly source?: TicketSource;
  readonly messageIds: readonly string[];
  /** Words such as 报复 that were said meanwhile; each becomes a supplement. */
  readonly notes: readonly string[];
  readonly contactPointId?: string;
};

type Told = { readonly story: string; readonly messageIds: readonly string[] };

/** Files what was written and says number, receipt code, and what comes next. */
export type FileTicket = {
  readonly fileForm: (
    heard: Heard,
    form: Form,
    ...more: readonly Reply[]
  ) => Promise<Outcome<DialogueState>>;
  readonly fileQuestion: (
    heard: Heard,
    question: string,
    messageIds: readonly string[],
  ) => Promise<Outcome<DialogueState>>;
  /** An emergency as it was told; what comes next is added to it. */
  readonly fileUrgent: (
    heard: Heard,
    told: Told,
    ...before: readonly Reply[]
  ) => Promise<Outcome<DialogueState>>;
  readonly fileMatter: (heard: Heard, matter: WholeMatter) => Promise<Outcome<DialogueState>>;
};

export function createFileTicket({
  acts,
  people,
  points,
  progressUrl,
  remindersUrl,
  fold,
}: Pick<
  HandlerPorts,
  'acts' | 'people' | 'points' | 'progressUrl' | 'remindersUrl' | 'fold'
>): FileTicket {
  async function file(heard: Heard, matter: Matter): Promise<Filed> {
    const { message, personId } = heard;
    const { contactPointId } = matter;
    const by = { kind: 'reporter', personId } as const;
    const { ticket, receiptCode = '' } = await acts.openTicket({
      id: `t-${message.id}`,
      kind: matter.kind,
      source: matter.source ?? (contactPointId === undefined ? sourceOf[message.channel] : 'qr'),
      ...(contactPointId !== undefined && { contactPointId }),
      openness: matter.openness,
      facts: matter.facts,
      ...(matter.area !== undefined && { area: matter.area }),
      traceId: matter.messageIds[0] ?? message.traceId,
      personId,
      by,
      ...toUrgency(heard),
    });
    if (contactPointId !== undefined) await countFiled(heard, ticket.id, contactPointId, points);
    for (const [index, words] of matter.notes.entries()) {
      const request = toRequest(heard, ticket.id);
      await acts.supplementTicket({ ...request, key: `${request.key}-n${index}`, words });
    }
    if (isAfraid(matter)) {
      const request = toRequest(heard, ticket.id);
      await acts.flagRetaliation({ ...request, by: { kind: 'system' }, key: `${request.key}-f` });
    }
    const reply: Reply = {
      key: `conversation.filed.${matter.kind}`,
      values: { number: ticket.number, due: toDay(ticket.dueAt), progressUrl },
      secrets: { code: receiptCode },
    };
    const claimedMessageIds = [...new Set([...matter.messageIds, message.id])];
    return { reply, ticketId: ticket.id, number: ticket.number, claimedMessageIds };
  }

  /** Where a window closes, only who agreed can be reminded. */
  function offerReminders({ message: { channel } }: Heard): readonly Reply[] {
    if (remindersUrl === undefined || channel !== 'official-account') return [];
    return [{ key: 'conversation.filed.reminders', values: { remindersUrl } }];
  }

  /** Said as a word of its own, or in the story. */
  function isAfraid({ notes, facts }: Matter): boolean {
    return notes.includes(retaliationNote) || hasRetaliation(facts.story ?? '', fold);
  }

  return {
    async fileForm(heard, form, ...more) {
      const { openness = 'confidential', ...draft } = form;
      // Who chose to stay unnamed meanwhile is not named by what they said before.
      await people.settleDraftContact(heard.personId, openness === 'anonymous' ? 'drop' : 'keep');
      const { reply, ...filed } = await file(heard, { ...draft, openness });
      const state = toFiledState({ state: dropForm(heard.state) });
      const next = state.form === undefined ? [] : [sayNext(state.form)];
      const replies = [reply, ...offerReminders(heard), ...more, ...next];
      return conclude(heard, { ...filed, replies, state });
    },
    async fileQuestion(heard, question, messageIds) {
      const point = findPoint(heard);
      const { reply, ...filed } = await file(heard, {
        ...(point !== undefined && { contactPointId: point.id }),
        kind: 'consultation',
        facts: { story: question },
        openness: 'confidential',
        messageIds,
        notes: [],
      });
      const replies = [reply, ...offerReminders(heard)];
      return conclude(heard, { ...filed, replies, state: toFiledState(heard) });
    },
    async fileUrgent(heard, { story, messageIds }, ...before) {
      const { reply, ticketId, claimedMessageIds, number } = await file(heard, {
        kind: 'complaint',
        facts: { story },
        openness: 'confidential',
        messageIds,
        notes: [],
      });
      const filed = { ...reply, key: 'conversation.urgent.filed' };
      const outcome = conclude(heard, {
        ticketId,
        claimedMessageIds,
        replies: [...before, filed],
        state: { ...toFiledState(heard), pending: { kind: 'supplement', number } },
      });
      return { ...outcome, urgency: 'urgent' };
    },
    async fileMatter(heard, { source: system, ...matter }) {
      const source = importSources.find((known) => known === system) ?? 'import';
      const whole = { ...matter, source, messageIds: [], notes: [] };
      const { reply, ...filed } = await file(heard, whole);
      return conclude(heard, { ...filed, replies: [reply], state: heard.state });
    },
  };
}

type Filed = {
  readonly reply: Reply;
  readonly ticketId: Ticket['id'];
  readonly number: Ticket['number'];
  readonly claimedMessageIds: readonly string[];
};

/** What was urgent when a draft was begun days ago is so no longer. */
const urgentForMs = 24 * 3600_000;

function toUrgency({ state, at }: Heard): Pick<OpenRequest, 'urgency'> {
  const { urgent } = state;
  if (urgent === undefined) return {};
  return at.getTime() - Date.parse(urgent.since) < urgentForMs ? { urgency: urgent.reason } : {};
}

function toFiledState({ state }: Pick<Heard, 'state'>): DialogueState {
  return dropUrgent(dropPending(state));
}

/** How a ticket that was filed in a channel came. */
export const sourceOf: Readonly<Record<ChannelName, TicketSource>> = {
  'official-account': 'official-account',
  wecom: 'wecom',
  'wecom-kf': 'wecom-kf',
  wechaty: 'wechaty',
  'web-chat': 'web-chat',
  intake: 'import',
  console: 'visit',
};
