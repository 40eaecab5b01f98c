import type { Outcome } from '../../bot/index.ts';
import {
  answerMember,
  findMemberStanding,
  type MemberAnswer,
  type MemberStanding,
} from '../../tickets/index.ts';
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
  const standing = findMemberStanding(tie, heard.at);
  if (standing !== 'waiting') return sayState(heard, standing, number);
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

async function decide(
  heard: Heard,
  ticketId: string,
  answer: MemberAnswer,
  { acts, tickets, members: { ties } }: CodePorts,
): Promise<Outcome<DialogueState>> {
  const [tie, ticket] = await Promise.all([ties.find(ticketId), tickets.find(ticketId)]);
  if (tie === undefined || ticket === undefined) throw new Error('a member without a ticket');
  const given = { answer, key: heard.message.id, at: heard.at };
  return refuseKindly(heard, async () => {
    const ports = { acts, settle: ties.settle };
    const { state, confirmFrom } = await answerMember(tie, ticket, given, ports);
    if (confirmFrom === undefined) return sayState(heard, state, ticket.number);
    const values = { number: ticket.number, day: confirmFrom };
    return say(heard, { key: 'conversation.members.code.withdrawAsked', values });
  });
}

function sayState(heard: Heard, state: MemberStanding, number: string): Outcome<DialogueState> {
  return say(heard, { key: `conversation.members.code.${state}`, values: { number } });
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
