import type { Outcome } from '../../bot/index.ts';
import type { MemberTie } from '../../people/index.ts';
import { conclude } from '../conclude.ts';
import { dropPending, type DialogueState } from '../dialogue.ts';
import type { Heard } from '../hear.ts';
import type { HandlerPorts, MemberPorts } from '../ports.ts';
import { offer } from '../quick-reply.ts';
import { refuseKindly } from '../request.ts';
import { isCommand, readPending, type Plan } from '../route.ts';

export type CodePorts = Pick<HandlerPorts, 'acts' | 'tickets' | 'progressUrl'> & {
  readonly members: Pick<MemberPorts, 'ties' | 'codes'>;
};

const mostWrongCodes = 5;
const wrongCodesForgottenMs = 3600_000;
const bareCode = /^\s*[\dA-Za-z]{4}(?:-[\dA-Za-z]{4}){3,}\s*$/u;

/** A member's code, and what the member then says: named, sealed, or withdrawn. Nobody is named before. */
export function planMemberAnswer(heard: Heard, ports: CodePorts): Plan | undefined {
  const code = readCode(heard);
  if (code !== undefined) return () => openCode(heard, code, ports);
  const pending = readPending(heard, 'member');
  if (pending === undefined) return undefined;
  const { ticketId } = pending;
  if (isCommand(heard, 'yes')) return () => decide(heard, ticketId, 'named', ports);
  if (isCommand(heard, 'confidential', 'no')) return () => decide(heard, ticketId, 'sealed', ports);
  return isCommand(heard, 'withdraw')
    ? () => decide(heard, ticketId, 'withdrawn', ports)
    : undefined;
}

function readCode(heard: Heard): string | undefined {
  if (isCommand(heard, 'members') && heard.command?.rest !== '') return heard.command?.rest;
  const isBare =
    heard.state.pending?.kind !== 'invitation' &&
    heard.command === undefined &&
    bareCode.test(heard.text ?? '');
  return isBare ? heard.text?.trim() : undefined;
}

async function openCode(
  heard: Heard,
  code: string,
  { tickets, progressUrl, members: { ties, codes } }: CodePorts,
): Promise<Outcome<DialogueState>> {
  const wrong = countWrong(heard);
  const state = dropPending(heard.state);
  if (wrong >= mostWrongCodes) {
    return conclude(heard, { replies: [{ key: 'conversation.members.code.tooMany' }], state });
  }
  const tie = await ties.findByCode(codes.hashReceiptCode(code));
  const ticket = tie && (await tickets.find(tie.ticketId));
  if (tie === undefined || ticket === undefined) {
    const wrongCodes = { count: wrong + 1, since: heard.at.toISOString() };
    const reply = { key: 'conversation.members.code.unknown', values: { progressUrl } };
    return conclude(heard, { replies: [reply], state: { ...state, wrongCodes } });
  }
  const { number } = ticket;
  if (!isOpen(tie, heard.at)) return sayState(heard, tie, number);
  const { wrongCodes: _, ...rest } = state;
  return conclude(heard, {
    replies: [
      {
        key: 'conversation.members.code.ask',
        values: { number },
        secrets: { name: tie.name },
        options: [
          { key: 'conversation.option.memberNamed', say: '确认' },
          { key: 'conversation.option.memberSealed', say: '保密' },
          offer('withdraw'),
        ],
      },
    ],
    state: { ...rest, pending: { kind: 'member', ticketId: tie.ticketId } },
  });
}

type Decision = 'named' | 'sealed' | 'withdrawn';

async function decide(
  heard: Heard,
  ticketId: string,
  decision: Decision,
  { acts, tickets, members: { ties } }: CodePorts,
): Promise<Outcome<DialogueState>> {
  const [tie, ticket] = await Promise.all([ties.find(ticketId), tickets.find(ticketId)]);
  if (tie === undefined || ticket === undefined) throw new Error('a member without a ticket');
  const { number } = ticket;
  const key = heard.message.id;
  // Settled by this very message before a crash: the same is said again.
  if (tie.decidedBy === key || !isOpen(tie, heard.at)) return sayState(heard, tie, number);
  return refuseKindly(heard, async () => {
    if (decision === 'named') {
      const request = { numberOrId: ticketId, by: { kind: 'system' }, key } as const;
      await acts.nameMember({ ...request, company: tie.name });
    }
    if (decision === 'withdrawn' && ticket.personId !== undefined) {
      const by = { kind: 'reporter', personId: ticket.personId } as const;
      const withdrawn = await acts.withdrawTicket({ numberOrId: ticketId, by, key });
      if (withdrawn.kind === 'asked') {
        const values = { number, day: withdrawn.confirmFrom };
        return say(heard, { key: 'conversation.members.code.withdrawAsked', values });
      }
    }
    await ties.settle(ticketId, decision, key);
    return sayState(heard, { ...tie, state: decision }, number);
  });
}

/** A code that nobody answered in time leaves the name sealed. */
function isOpen({ state, expiresAt }: MemberTie, at: Date): boolean {
  return state === 'waiting' && at < expiresAt;
}

function sayState(heard: Heard, { state }: MemberTie, number: string): Outcome<DialogueState> {
  const how = state === 'waiting' ? 'expired' : state;
  return say(heard, { key: `conversation.members.code.${how}`, values: { number } });
}

function say(
  heard: Heard,
  reply: { readonly key: string; readonly values: Readonly<Record<string, string>> },
): Outcome<DialogueState> {
  return conclude(heard, { replies: [reply], state: dropPending(heard.state) });
}

function countWrong({ state, at }: Heard): number {
  const { count = 0, since = '' } = state.wrongCodes ?? {};
  return at.getTime() - Date.parse(since) < wrongCodesForgottenMs ? count : 0;
}
