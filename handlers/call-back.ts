import type { Outcome, Reply, ReplyOption } from '../bot/index.ts';
import { toDayStart, toShanghaiDay } from '../tickets/index.ts';
import { readCallTime } from './call-time.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { ListOwnTickets } from './own-tickets.ts';
import type { Pending } from './pending.ts';
import type { CallBacks } from './ports.ts';
import { readContact } from './recognise.ts';
import { isCommand, readFreeText, readPending, type HeardRoute } from './route.ts';

type Ports = {
  readonly callBacks: CallBacks;
  readonly listOwnTickets: ListOwnTickets;
  readonly fold: (text: string) => string;
};
type Asked = Required<Omit<Extract<Pending, { kind: 'call_back' }>, 'kind'>>;

/** 打电话, wherever it is said: when and on which number, then the conversation goes on where it was. */
export function createCallBack(ports: Ports): HeardRoute {
  return {
    name: 'call-back',
    plan(heard) {
      if (isCommand(heard, 'call_me')) return () => askWhen(heard, 'when');
      const asked = readPending(heard, 'call_back');
      if (asked === undefined) return undefined;
      if (isCommand(heard, 'cancel', 'back', 'skip')) return () => giveUp(heard);
      const text = readFreeText(heard);
      if (text === undefined) return undefined;
      const { at, part } = asked;
      return at === undefined
        ? () => takeTime(heard, text, ports)
        : () => takeNumber(heard, { at, part: part ?? 'soon' }, text, ports);
    },
  };
}

const times: readonly ReplyOption[] = [
  { key: 'conversation.callBack.option.soon', say: '尽快' },
  { key: 'conversation.callBack.option.morning', say: '上午' },
  { key: 'conversation.callBack.option.afternoon', say: '下午' },
  { key: 'conversation.callBack.option.other', say: '另约时间' },
];
const otherTime = '另约时间';
const knownNumber = '原来的号码';

function askWhen(heard: Heard, name: 'when' | 'whenUnclear' | 'whenOther') {
  const pending: Pending = { kind: 'call_back' };
  const key = `conversation.callBack.${name}`;
  const reply: Reply = name === 'whenOther' ? { key } : { key, options: times };
  return conclude(heard, { replies: [reply], state: { ...heard.state, pending } });
}

async function takeTime(
  heard: Heard,
  text: string,
  { callBacks, fold }: Ports,
): Promise<Outcome<DialogueState>> {
  if (text.trim() === otherTime) return askWhen(heard, 'whenOther');
  const time = readCallTime(fold(text), heard.at, callBacks.hours);
  if (time === undefined) return askWhen(heard, 'whenUnclear');
  const pending: Pending = { kind: 'call_back', at: time.at.toISOString(), part: time.part };
  const isKnown = await callBacks.hasPhone(heard.personId);
  const options: readonly ReplyOption[] = [
    { key: 'conversation.callBack.option.known', say: knownNumber },
  ];
  return conclude(heard, {
    replies: [
      isKnown
        ? { key: 'conversation.callBack.whichNumber', options }
        : { key: 'conversation.callBack.number' },
    ],
    state: { ...heard.state, pending },
  });
}

async function takeNumber(
  heard: Heard,
  { at, part }: Asked,
  text: string,
  { callBacks, listOwnTickets }: Ports,
): Promise<Outcome<DialogueState>> {
  const { phone } = readContact(text);
  const isKnown =
    (text.trim() === knownNumber || isCommand(heard, 'yes')) &&
    (await callBacks.hasPhone(heard.personId));
  if (phone === undefined && !isKnown) {
    const pending: Pending = { kind: 'call_back', at, part };
    const reply = { key: 'conversation.callBack.numberUnclear' };
    return conclude(heard, { replies: [reply], state: { ...heard.state, pending } });
  }
  const ticket = await findTicket(heard, listOwnTickets);
  const dueAt = new Date(at);
  const { personId, message } = heard;
  await callBacks.book({
    key: message.id,
    personId,
    dueAt,
    ...(ticket !== undefined && { ticketId: ticket.id }),
    ...(phone !== undefined && { phone }),
  });
  return conclude(heard, {
    replies: [{ key: `conversation.callBack.booked.${part}`, values: toValues(dueAt) }],
    state: dropPending(heard.state),
  });
}

/** The newest matter that is still open: what the call is probably about. A draft is none yet. */
async function findTicket(heard: Heard, listOwnTickets: ListOwnTickets) {
  if (heard.state.form !== undefined) return undefined;
  const own = await listOwnTickets(heard);
  return own.find(({ view }) => view.actions.includes('supplement'))?.ticket;
}

const minuteMs = 60_000;

function toValues(at: Date): { readonly day: string; readonly time: string } {
  const day = toShanghaiDay(at);
  const minutes = Math.round((at.getTime() - toDayStart(day).getTime()) / minuteMs);
  const time = [Math.floor(minutes / 60), minutes % 60];
  return { day, time: time.map((part) => String(part).padStart(2, '0')).join(':') };
}

function giveUp(heard: Heard): Outcome<DialogueState> {
  return conclude(heard, {
    replies: [{ key: 'conversation.callBack.notBooked' }],
    state: dropPending(heard.state),
  });
}
