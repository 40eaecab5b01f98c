import { toReferral, type Outcome } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState, type Form } from './dialogue.ts';
import type { FileTicket } from './file-ticket.ts';
import { listWays, sayWhose } from './guard-competence.ts';
import type { Heard } from './hear.ts';
import type { HandlerPorts } from './ports.ts';
import { giveUpForm, sayNext } from './split-draft.ts';
import { isCommand, readPending, type HeardRoute, type Plan } from './route.ts';

type Ports = Pick<HandlerPorts, 'fold' | 'findCompetent' | 'referrals' | 'tickets'> & {
  readonly fileForm: FileTicket['fileForm'];
  readonly people: Pick<HandlerPorts['people'], 'settleDraftContact'>;
};

/** What the person may answer, folded; the first is what the option says. */
const answers = {
  authority: ['执法部门', '政府部门', '执法人员', '政府', '部门', 'authority'],
  business: ['商家', '企业', '物业', '公司', '老板', '个人', 'business'],
  handOver: ['移交', '转交', '请移交', '请转交', '帮我转', '同意', '同意移交', 'hand over'],
  insist: ['继续投诉', '坚持投诉', '继续', '还是要投诉', '就在这里投诉', 'go on'],
  decline: ['我自己找他们', '不用了', '自己找', '算了', 'no thanks'],
} as const;
type Answer = keyof typeof answers;

/** The answers to whose matter it is; anything else goes on with the complaint. */
export function createTakeCompetence(ports: Ports): HeardRoute {
  const nameOf = new Map<string, Answer>();
  for (const name of ['authority', 'business', 'handOver', 'insist', 'decline'] as const) {
    for (const word of answers[name]) nameOf.set(word, name);
  }
  return {
    name: 'competence',
    plan(heard) {
      const pending = readPending(heard, 'competence');
      const { form } = heard.state;
      if (pending === undefined || form === undefined) return undefined;
      const said = nameOf.get(ports.fold(heard.text ?? '').trim());
      const answer = isCommand(heard, 'complain') ? 'insist' : said;
      return answer && plans[answer]({ heard, form, row: pending.row, ...ports });
    },
  };
}

type Said = Ports & { readonly heard: Heard; readonly form: Form; readonly row: string };

const plans: Readonly<Record<Answer, (said: Said) => Plan>> = {
  authority: (said) => () => goOn(said),
  insist: (said) => () => goOn(said),
  business: (said) => async () => nameUnit(said),
  handOver: (said) => async () => handOver(said),
  decline: (said) => async () => decline(said),
};

/** Whoever says that it is ours is not asked again. */
function goOn({ heard, form }: Said): Outcome<DialogueState> {
  return conclude(heard, {
    replies: [{ key: 'conversation.competence.goesOn' }],
    state: { ...dropPending(heard.state), form: { ...form, isOurs: true } },
  });
}

async function nameUnit({ heard, row, findCompetent }: Said): Promise<Outcome<DialogueState>> {
  return conclude(heard, { replies: [sayWhose(await findCompetent(row))], state: heard.state });
}

/**
 * There is no line into other departments: a clerk gets the ticket, with the consent noted, and transfers it; the person
 * has the telephone at once and is asked after seven days.
 */
async function handOver(said: Said): Promise<Outcome<DialogueState>> {
  const { heard, form, row, fileForm, findCompetent, referrals, tickets } = said;
  const competent = await findCompetent(row);
  const { unit } = competent;
  const consented = { ...form, notes: [...form.notes, `同意移交：${unit}`] };
  const outcome = await fileForm(heard, consented, {
    key: 'conversation.competence.handedOver',
    values: { unit },
    lines: listWays(competent),
  });
  const ticket = outcome.ticketId && (await tickets.find(outcome.ticketId));
  if (ticket) {
    const { id, number: ticketNumber } = ticket;
    const { personId, at } = heard;
    await referrals.insert(toReferral({ id, personId, ticketNumber, unit, at }));
  }
  return outcome;
}

async function decline(said: Said): Promise<Outcome<DialogueState>> {
  const { heard, row, findCompetent, people } = said;
  const competent = await findCompetent(row);
  const state = giveUpForm(heard.state);
  if (state.form === undefined) await people.settleDraftContact(heard.personId, 'drop');
  const next = state.form === undefined ? [] : [sayNext(state.form)];
  return conclude(heard, {
    replies: [
      {
        key: 'conversation.competence.declined',
        values: { unit: competent.unit },
        lines: listWays(competent),
      },
      ...next,
    ],
    state,
  });
}
