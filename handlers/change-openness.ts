import { opennesses, type Openness } from '../tickets/index.ts';
import { toSay } from './command.ts';
import { conclude } from './conclude.ts';
import { dropPending } from './dialogue.ts';
import { confirmOpenness } from './form-commands.ts';
import type { Heard } from './hear.ts';
import type { PickTicket } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import { readWishedNumber } from './progress.ts';
import { refuseKindly, toRequest } from './request.ts';
import { isCommand, type HeardRoute } from './route.ts';

type Ports = {
  readonly acts: Pick<HandlerPorts['acts'], 'changeOpenness'>;
  readonly pickTicket: PickTicket;
};

/** 公开 · 保密 · 匿名 outside a form: how open a ticket is that was filed before. */
export function createChangeOpenness(ports: Ports): HeardRoute {
  return {
    name: 'change-openness',
    plan(heard) {
      const openness = opennesses.find((name) => isCommand(heard, name));
      return openness === undefined ? undefined : () => changeOpenness(heard, openness, ports);
    },
  };
}

async function changeOpenness(heard: Heard, openness: Openness, { acts, pickTicket }: Ports) {
  const number = readWishedNumber(heard);
  const picked = await pickTicket(heard, { command: openness, number, action: 'supplement' });
  if (picked.kind === 'asked') return picked.outcome;
  const { ticket } = picked.own;
  if (number === '' && isLooser(openness, ticket.openness)) {
    return askToLoosen(heard, openness, ticket.number);
  }
  return refuseKindly(heard, async () => {
    await acts.changeOpenness({ ...toRequest(heard, ticket.id), openness });
    return conclude(heard, {
      replies: [
        { key: 'conversation.openness.changed', values: { number: ticket.number } },
        confirmOpenness(openness),
      ],
      state: dropPending(heard.state),
      ticketId: ticket.id,
    });
  });
}

/** From the most open to the most closed. */
function isLooser(wished: Openness, current: Openness): boolean {
  return opennesses.indexOf(wished) < opennesses.indexOf(current);
}

/** What was hidden is opened only by a second word of the person. */
function askToLoosen(heard: Heard, openness: Openness, number: string) {
  const options = [
    {
      key: 'conversation.option.loosenYes',
      say: toSay(openness, number),
    },
    { key: 'conversation.option.loosenNo', say: toSay('help') },
  ];
  const reply = { key: `conversation.openness.loosen.${openness}`, values: { number }, options };
  return conclude(heard, { replies: [reply], state: dropPending(heard.state) });
}
