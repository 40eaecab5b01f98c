import type { Outcome, ReplyOption } from '../bot/index.ts';
import { scores } from '../tickets/index.ts';
import { toSay } from './command.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { PickTicket } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import { offer } from './questions.ts';
import { refuseKindly, toRequest } from './request.ts';
import { isCommand, readFreeText, readPending, type HeardRoute } from './route.ts';

type Ports = {
  readonly acts: Pick<HandlerPorts['acts'], 'rateTicket'>;
  readonly pickTicket: PickTicket;
};

/** A level at the beginning, and perhaps a comment behind it. */
const givenScore = /^\s*(\d+)\s*(?:分|星)?(?:[\s,，.、。:：;；]+([\s\S]*\S))?\s*$/u;

/** 评价: five levels by number, with a comment behind the number if the person likes. */
export function createRate(ports: Ports): HeardRoute {
  return {
    name: 'rate',
    plan(heard) {
      if (isCommand(heard, 'rate')) return () => begin(heard, ports);
      const pending = readPending(heard, 'rate');
      const [, score, comment] =
        givenScore.exec(readFreeText(heard)?.normalize('NFKC') ?? '') ?? [];
      if (pending === undefined || score === undefined) return undefined;
      return scores.some((level) => level === Number(score))
        ? () => rate(heard, pending.number, Number(score), comment, ports)
        : () => ask(heard, pending.number);
    },
  };
}

async function begin(heard: Heard, ports: Ports): Promise<Outcome<DialogueState>> {
  const [number = '', score] = (heard.command?.rest ?? '').split(/\s+/u);
  if (score !== undefined) return rate(heard, number, Number(score), undefined, ports);
  const picked = await ports.pickTicket(heard, { command: 'rate', number, action: 'rate' });
  if (picked.kind === 'asked') return picked.outcome;
  const { view } = picked.own;
  if (!view.actions.includes('rate')) {
    const replies = [{ key: 'conversation.none.rate', options: [offer('progress')] }];
    return conclude(heard, { replies, state: dropPending(heard.state) });
  }
  return ask(heard, view.number);
}

function ask(heard: Heard, number: string): Outcome<DialogueState> {
  const options = scores.toSorted((a, b) => a - b).map((level) => toScoreOption(number, level));
  return conclude(heard, {
    replies: [{ key: 'conversation.rate.ask', values: { number }, options }],
    state: { ...heard.state, pending: { kind: 'rate', number } },
  });
}

/** The option's own number is its score. */
function toScoreOption(number: string, score: number): ReplyOption {
  return { key: `notice.rating.${score}`, say: toSay('rate', `${number} ${score}`) };
}

async function rate(
  heard: Heard,
  number: string,
  score: number,
  comment: string | undefined,
  { acts }: Ports,
): Promise<Outcome<DialogueState>> {
  return refuseKindly(heard, async () => {
    const ticket = await acts.rateTicket({
      ...toRequest(heard, number),
      score,
      ...(comment === undefined ? {} : { comment }),
    });
    return conclude(heard, {
      replies: [{ key: 'conversation.rate.thanks', values: { number: ticket.number } }],
      state: dropPending(heard.state),
      ticketId: ticket.id,
    });
  });
}
