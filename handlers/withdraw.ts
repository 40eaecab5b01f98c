import type { Outcome, ReplyOption } from '../bot/index.ts';
import { toSay } from './command.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { PickTicket } from './own-tickets.ts';
import type { Pending } from './pending.ts';
import type { HandlerPorts } from './ports.ts';
import { readWishedNumber } from './progress.ts';
import { offer } from './questions.ts';
import { refuseKindly, toRequest } from './request.ts';
import { isCommand, readFreeText, readPending, type HeardRoute, type Plan } from './route.ts';

type Ports = {
  readonly acts: Pick<HandlerPorts['acts'], 'withdrawTicket'>;
  readonly pickTicket: PickTicket;
};
type Withdrawal = Extract<Pending, { kind: 'withdraw' }>;

/** 撤回: asks why (may be skipped), then asks once more, then ends the reporter's part. */
export function createWithdraw(ports: Ports): HeardRoute {
  return {
    name: 'withdraw',
    plan(heard) {
      if (isCommand(heard, 'withdraw')) return () => begin(heard, ports);
      const pending = readPending(heard, 'withdraw');
      return pending === undefined ? undefined : planAnswer(heard, pending, ports);
    },
  };
}

function planAnswer(heard: Heard, pending: Withdrawal, ports: Ports): Plan | undefined {
  if (isCommand(heard, 'cancel', 'back')) return () => keep(heard);
  if (pending.reason === undefined) {
    const reason = isCommand(heard, 'skip') ? '' : readFreeText(heard);
    return reason === undefined ? undefined : () => confirm(heard, { ...pending, reason });
  }
  if (isCommand(heard, 'yes')) return () => withdraw(heard, pending, ports);
  return isCommand(heard, 'no') ? () => keep(heard) : undefined;
}

async function begin(heard: Heard, { pickTicket }: Ports): Promise<Outcome<DialogueState>> {
  const number = readWishedNumber(heard);
  const picked = await pickTicket(heard, { command: 'withdraw', number, action: 'withdraw' });
  if (picked.kind === 'asked') return picked.outcome;
  const { ticket, view } = picked.own;
  if (!view.actions.includes('withdraw')) {
    const replies = [{ key: 'conversation.ticket.notNow', options: [offer('progress')] }];
    return conclude(heard, { replies, state: dropPending(heard.state) });
  }
  return conclude(heard, {
    replies: [
      {
        key: 'conversation.withdraw.why',
        values: { number: ticket.number },
        options: [offer('skip')],
      },
    ],
    state: { ...heard.state, pending: { kind: 'withdraw', number: ticket.number } },
  });
}

function confirm(heard: Heard, pending: Withdrawal): Outcome<DialogueState> {
  const options: readonly ReplyOption[] = [
    { key: 'conversation.option.withdrawYes', say: toSay('yes') },
    { key: 'conversation.option.withdrawNo', say: toSay('no') },
  ];
  const { number } = pending;
  return conclude(heard, {
    replies: [{ key: 'conversation.withdraw.confirm', values: { number }, options }],
    state: { ...heard.state, pending },
  });
}

async function withdraw(heard: Heard, { number, reason = '' }: Withdrawal, { acts }: Ports) {
  return refuseKindly(heard, async () => {
    const withdrawn = await acts.withdrawTicket({
      ...toRequest(heard, number),
      ...(reason === '' ? {} : { reason }),
    });
    const values =
      withdrawn.kind === 'asked' ? { number, confirmFrom: withdrawn.confirmFrom } : { number };
    return conclude(heard, {
      replies: [{ key: `conversation.withdraw.${withdrawn.kind}`, values }],
      state: dropPending(heard.state),
      ticketId: withdrawn.ticket.id,
    });
  });
}

function keep(heard: Heard): Outcome<DialogueState> {
  return conclude(heard, {
    replies: [{ key: 'conversation.withdraw.kept' }],
    state: dropPending(heard.state),
  });
}
