/**
 * The conversations: one a file, value in, value out. A handler decides; the walk stores and sends.
 * Knows no channel, no database and no words: replies are keys of the conversation's texts.
 */
import type { Route, Turn } from '../bot/index.ts';
import { createAnswerFeedback } from './answer-feedback.ts';
import { createAskPerson, createLeaveMessage } from './ask-person.ts';
import { createCallBack } from './call-back.ts';
import { createChangeOpenness } from './change-openness.ts';
import { createAnswerAside, createAnswerUnasked, createConsult } from './consult.ts';
import { countTalk, createArrive } from './contact-point.ts';
import { createBind } from './bind.ts';
import { createCheckCertificate } from './check-certificate.ts';
import { createChooseContact } from './choose-contact.ts';
import { createCorrectFiled } from './correct-filed.ts';
import { createConfirmGuess } from './confirm-guess.ts';
import { createCorrect } from './correct.ts';
import type { DialogueState } from './dialogue.ts';
import { changeManner, createSayMore } from './elderly.ts';
import { createAnswerStray, createFallback } from './fallback.ts';
import { createFileTicket } from './file-ticket.ts';
import { createFillForm } from './fill-form.ts';
import { finishTurn } from './finish-turn.ts';
import { createFormCommands } from './form-commands.ts';
import { answerUnsupported, createHelp, greetEvent } from './greet.ts';
import { createHear, type Hear } from './hear.ts';
import { createAnswerInsult } from './insult.ts';
import { createJoin } from './join.ts';
import { createOpenForm } from './open-form.ts';
import { createListOwnTickets, createPickTicket } from './own-tickets.ts';
import { hearRepeat } from './pace.ts';
import { guardCompetence } from './guard-competence.ts';
import type { HandlerPorts } from './ports.ts';
import { createProgress } from './progress.ts';
import { createRate } from './rate.ts';
import { createTakeMembers } from './members/index.ts';
import { createOfferReply, createTakeReply } from './reply-offer.ts';
import type { HeardRoute } from './route.ts';
import { createBeginShort, createShortForm } from './short-form.ts';
import { createSplit } from './split-draft.ts';
import { createSupplement } from './supplement.ts';
import { createTakeCase } from './take-case.ts';
import { createUrgentLane } from './urgent-lane.ts';
import { createTakeCompetence } from './take-competence.ts';
import { createTakeReferral } from './take-referral.ts';
import { createUrge } from './urge.ts';
import { createWithPerson } from './with-person.ts';
import { createWithdraw } from './withdraw.ts';
import { createWorry } from './worry.ts';

export { emptyDialogue, type DialogueState } from './dialogue.ts';
export type { CallBack, CallBacks, HandlerPorts } from './ports.ts';
export { viewDraft } from './draft-view.ts';
export { sayAnswer } from './say-answer.ts';
export * from './staff/index.ts';

/**
 * The route table, tried in order; the last row takes whatever is left. Short exchanges come before an open form, and
 * a form before the words that act on tickets.
 */
export function createRoutes(ports: HandlerPorts): readonly Route<DialogueState>[] {
  const hear = createHear(ports);
  return listRoutes(ports).map((route) => bind(route, hear, ports));
}

function listRoutes(ports: HandlerPorts): readonly HeardRoute[] {
  const { acts } = ports;
  const file = createFileTicket(ports);
  const listOwnTickets = createListOwnTickets(ports);
  const pickTicket = createPickTicket(listOwnTickets, ports);
  const onTicket = { acts, pickTicket };
  const { handOvers: live } = ports;
  const leaveMessage = createLeaveMessage({ live, file });
  const supplement = createSupplement(onTicket);
  const answerAside = createAnswerAside(ports);
  const first = [
    createTakeCase(file),
    createWithPerson({ live, file, leaveMessage }),
    createArrive(ports.points),
    greetEvent,
    answerUnsupported,
    hearRepeat,
    createAnswerInsult(ports),
    createHelp(ports),
    changeManner,
    createSayMore(ports),
    createJoin(ports),
    createBind(ports),
    createCheckCertificate(ports),
  ];
  const fillForm = createFillForm({ ...ports, answerAside });
  const consult = createConsult(ports);
  const openForm = createOpenForm(ports);
  const later = [
    createCallBack({ ...ports, listOwnTickets }),
    createTakeCompetence({ ...ports, fileForm: file.fileForm }),
    createTakeReferral(ports, fillForm),
    createTakeReply(ports),
    createConfirmGuess([consult, openForm]),
    createWithdraw(onTicket),
    createRate(onTicket),
    createSplit(ports),
    createCorrect(ports),
    createShortForm({ ...ports, answerAside, supplement }),
    supplement,
    createAskPerson({ live, leaveMessage, file }),
    createAnswerFeedback(ports),
    consult,
    createFormCommands({ ...ports, fileForm: file.fileForm }),
    openForm,
    createCorrectFiled({ ...onTicket, fold: ports.fold }),
    createProgress(pickTicket),
    createUrge(onTicket),
    createWorry({ acts, listOwnTickets }),
    createChangeOpenness(onTicket),
    fillForm,
    createAnswerStray(ports),
    createFallback({
      ...ports,
      offerReply: createOfferReply({ listOwnTickets }),
      answerUnasked: createAnswerUnasked(ports),
      beginShort: createBeginShort({ ...ports, listOwnTickets }),
    }),
  ];
  const behind = [createTakeMembers(later, ports), ...later];
  const chooseContact = createChooseContact(behind, { ...ports, listOwnTickets });
  const routes = [...first, chooseContact, ...behind];
  return [createUrgentLane(routes, { ...ports, file, listOwnTickets }), ...routes];
}

function bind({ name, plan }: HeardRoute, hear: Hear, ports: HandlerPorts): Route<DialogueState> {
  return {
    name,
    matches: (turn) => plan(hear(turn)) !== undefined,
    handle: async (turn: Turn<DialogueState>) => {
      const heard = hear(turn);
      const planned = plan(heard);
      if (planned === undefined) throw new Error(`route ${name} was asked without a match`);
      const outcome = await guardCompetence(heard, await planned(), ports);
      return countTalk(heard, finishTurn(heard, outcome, ports.fold), ports.points);
    },
  };
}
