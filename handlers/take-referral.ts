import type { Outcome, Referral } from '../bot/index.ts';
import type { Facts } from '../tickets/index.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import { ask, fill, startForm } from './form.ts';
import { toMenu } from './greet.ts';
import type { Heard } from './hear.ts';
import { toDay } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import type { HeardRoute } from './route.ts';

type Ports = Pick<HandlerPorts, 'fold' | 'render' | 'referrals' | 'tickets'>;

/** Folded; the question names the first of each. */
const answered = ['有答复', '有回复', '已答复', '已经答复', '答复了', 'answered'];
const unanswered = ['没有答复', '没答复', '无答复', '没有回复', '没回复', '没人理', 'no answer'];

/**
 * 有答复 or 没有答复, seven days after a matter was handed over: no answer is a complaint about inaction.
 * Where nobody asked, the words are an answer to an open form.
 */
export function createTakeReferral(ports: Ports, fillForm: HeardRoute): HeardRoute {
  return {
    name: 'referral',
    plan(heard) {
      const said = ports.fold(heard.text ?? '').trim();
      const act = acts.get(said);
      if (act === undefined) return undefined;
      return async () => {
        const referral = await ports.referrals.findAsked(heard.personId);
        if (referral !== undefined) return act(heard, referral, ports);
        const inForm = heard.state.form && fillForm.plan(heard);
        return inForm === undefined ? sayNone(heard) : inForm();
      };
    },
  };
}

type Act = (heard: Heard, referral: Referral, ports: Ports) => Promise<Outcome<DialogueState>>;

const close: Act = async (heard, referral, { referrals }) => {
  await referrals.move(referral.id, 'asked', 'answered');
  return conclude(heard, {
    replies: [{ key: 'conversation.referral.answered', values: { unit: referral.unit } }],
    state: heard.state.form === undefined ? dropPending(heard.state) : heard.state,
  });
};

const complain: Act = async (heard, referral, ports) => {
  if (heard.state.form !== undefined) {
    return conclude(heard, {
      replies: [{ key: 'conversation.referral.formOpen' }],
      state: dropPending(heard.state),
    });
  }
  const form = await draftComplaint(heard, referral, ports);
  await ports.referrals.move(referral.id, 'asked', 'unanswered');
  return conclude(heard, {
    replies: [{ key: 'conversation.referral.unanswered', values: { unit: referral.unit } }],
    state: { ...dropPending(heard.state), form },
  });
};

const acts: ReadonlyMap<string, Act> = new Map([
  ...answered.map((word): [string, Act] => [word, close]),
  ...unanswered.map((word): [string, Act] => [word, complain]),
]);

/** The department is the acting unit; what was told then is part of the story, the place stays. */
async function draftComplaint(heard: Heard, referral: Referral, { render, tickets }: Ports) {
  const { id, ticketNumber: number, unit, at } = referral;
  const facts: Facts = (await tickets.find(id))?.facts ?? {};
  const values = { number, unit, day: toDay(at), story: facts.story ?? '' };
  const { text } = render({ key: 'conversation.referral.story', values }, heard.language);
  const given = { story: text, messageIds: [heard.message.id], evidenceCount: 0 };
  const draft = fill(startForm('complaint', given, heard.at), 'actingUnit', unit);
  const placed = facts.place === undefined ? draft : fill(draft, 'place', facts.place);
  return ask({ ...placed, isOurs: true });
}

function sayNone(heard: Heard): Outcome<DialogueState> {
  const { form } = heard.state;
  const key = 'conversation.referral.none';
  return conclude(heard, {
    replies: [form === undefined ? toMenu(key) : { key }],
    state: dropPending(heard.state),
  });
}
