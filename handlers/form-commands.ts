import type { Outcome, Reply } from '../bot/index.ts';
import type { Openness } from '../tickets/index.ts';
import type { CommandName } from './command.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState, type Form } from './dialogue.ts';
import type { FileTicket } from './file-ticket.ts';
import {
  ask,
  askFor,
  canFile,
  goBack,
  hasSlot,
  interrupt,
  isFact,
  isSlot,
  resume,
  setOpenness,
  skip,
} from './form.ts';
import type { Heard } from './hear.ts';
import type { HandlerPorts } from './ports.ts';
import { saysEnough, stopAsking } from './enough.ts';
import { readOpennessWish } from './openness-wish.ts';
import { findSlot } from './recognise.ts';
import { giveUpForm, listGivenUp, sayNext } from './split-draft.ts';
import type { HeardRoute, Plan } from './route.ts';

type Ports = {
  readonly fileForm: FileTicket['fileForm'];
  readonly people: Pick<HandlerPorts['people'], 'settleDraftContact'>;
  readonly fold: (text: string) => string;
};

/** The words about an open form: 跳过 返回 修改 提交 取消, how open, and the answer to 取消. */
export function createFormCommands(ports: Ports): HeardRoute {
  return {
    name: 'form-command',
    plan(heard) {
      const { command, state } = heard;
      if (state.form === undefined) return undefined;
      const { form } = state;
      const said = heard.text ?? '';
      const wish = readOpennessWish(said, ports.fold);
      if (command === undefined && wish !== undefined) return () => choose(heard, form, wish);
      if (saysEnough(said, ports.fold)) return () => goOn(heard, stopAsking(form));
      if (command === undefined) return undefined;
      return plans[command.name]?.({ heard, form, word: command.rest, ...ports });
    },
  };
}

/** A command said over an open form; `word` is what stood behind it. */
type Said = Ports & { readonly heard: Heard; readonly form: Form; readonly word: string };

const plans: Partial<Record<CommandName, (said: Said) => Plan | undefined>> = {
  skip: (said) => () => goOn(said.heard, skip(said.form)),
  back: (said) => () => stepBack(said),
  change: (said) => () => change(said),
  submit: ({ heard, form, fileForm }) =>
    canFile(form)
      ? async () => fileForm(heard, form)
      : () => goOn(heard, askFor(form, 'story'), { key: 'conversation.form.nothingToFile' }),
  cancel: (said) =>
    isCancelling(said)
      ? async () => purge(said)
      : () => goOn(said.heard, interrupt(said.form, 'cancel')),
  yes: (said) => {
    if (isCancelling(said)) return async () => purge(said);
    return said.form.asking === 'review' ? plans.submit?.(said) : undefined;
  },
  no: (said) => {
    if (isCancelling(said)) return () => comeBack(said, { key: 'conversation.form.goesOn' });
    return said.form.asking === 'review' ? plans.change?.(said) : undefined;
  },
  greet: (said) => () => comeBack(said, { key: 'conversation.form.hello' }),
  open: (said) => planOpenness(said, 'open'),
  confidential: (said) => planOpenness(said, 'confidential'),
  anonymous: (said) => planOpenness(said, 'anonymous'),
};

/** With a ticket number behind it the word is about that ticket, not about the form. */
function planOpenness({ heard, form, word }: Said, openness: Openness): Plan | undefined {
  return word === '' ? () => choose(heard, form, openness) : undefined;
}

/** Says how open the matter now is, in one sentence; for 匿名 what that cannot hide. */
export function confirmOpenness(openness: Openness): Reply {
  return { key: `conversation.openness.${openness}` };
}

function choose(heard: Heard, form: Form, openness: Openness): Outcome<DialogueState> {
  return goOn(heard, ask(setOpenness(resume(form), openness)), confirmOpenness(openness));
}

function stepBack({ heard, form }: Said): Outcome<DialogueState> {
  const before = goBack(form);
  if (before === undefined) return goOn(heard, form, { key: 'conversation.form.isFirst' });
  return goOn(heard, before, ...recall(before));
}

function change({ heard, form, word, fold }: Said): Outcome<DialogueState> {
  const slot = findSlot(word, fold);
  if (slot === undefined || !hasSlot(form, slot)) {
    return goOn(heard, interrupt(form, 'slot_to_change'));
  }
  const asked = askFor(form, slot);
  return goOn(heard, asked, ...recall(asked));
}

/** What the person had said before to the question that is asked again. */
export function recall({ asking, facts }: Form): readonly Reply[] {
  const words = isSlot(asking) && isFact(asking) ? facts[asking] : undefined;
  return words === undefined ? [] : [{ key: 'conversation.form.wasBefore', values: { words } }];
}

function isCancelling({ form }: Said): boolean {
  return form.asking === 'cancel';
}

/** Gives the draft up, its words, files and sealed contact with it; a draft that waited behind it comes up. */
async function purge({ heard, people }: Said): Promise<Outcome<DialogueState>> {
  const state = giveUpForm(heard.state);
  const next = state.form === undefined ? [] : [sayNext(state.form)];
  if (state.form === undefined) await people.settleDraftContact(heard.personId, 'drop');
  const concluded = conclude(heard, {
    replies: [{ key: 'conversation.form.cancelled' }, ...next],
    state,
  });
  return { ...concluded, forget: listGivenUp(heard.state) };
}

function comeBack({ heard, form }: Said, reply: Reply): Outcome<DialogueState> {
  return goOn(heard, resume(form), reply);
}

function goOn(heard: Heard, form: Form, ...replies: readonly Reply[]): Outcome<DialogueState> {
  return conclude(heard, { replies, state: { ...dropPending(heard.state), form } });
}
