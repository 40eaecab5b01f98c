import type { Outcome } from '../../bot/index.ts';
import { conclude } from '../conclude.ts';
import type { DialogueState } from '../dialogue.ts';
import type { Heard } from '../hear.ts';
import { isEnrolled } from '../join.ts';
import type { HandlerPorts, MemberPorts } from '../ports.ts';
import { isCommand, readFreeText, type HeardRoute, type Plan } from '../route.ts';
import { planMemberAnswer, type CodePorts } from './answer-code.ts';
import { askMembers } from './ask-members.ts';
import type { FilePorts } from './file-members.ts';
import { beginList, goOn, saveList } from './open-list.ts';
import { isMemberList, readNumberedRows } from './read-list.ts';
import { refuseOthers } from './refuse-others.ts';
import { planTalk } from './talk.ts';
import { isSheet, takeRows, takeSheet, type ListPorts } from './take-rows.ts';

type Ports = Omit<CodePorts & FilePorts & ListPorts, 'members'> &
  Pick<HandlerPorts, 'people'> & { readonly members?: MemberPorts };
type Ready = Ports & { readonly members: MemberPorts };

/**
 * 会员, a numbered list or a sheet of an enrolled specialist, and a member's own code. What looks like a list and comes
 * from somebody else goes the way that it would have gone: `later` are the routes behind this one.
 */
export function createTakeMembers(later: readonly HeardRoute[], ports: Ports): HeardRoute {
  const { members } = ports;
  const ready = members && { ...ports, members };
  return {
    name: 'members',
    plan: (heard) => (ready === undefined ? undefined : planWith(heard, later, ready)),
  };
}

function planWith(heard: Heard, later: readonly HeardRoute[], ports: Ready): Plan | undefined {
  const answer = planMemberAnswer(heard, ports);
  if (answer !== undefined) return answer;
  const { form, members: talk } = heard.state;
  const isAsked = isCommand(heard, 'members');
  if (form !== undefined) {
    return isAsked
      ? () =>
          conclude(heard, { replies: [{ key: 'conversation.form.isOpen' }], state: heard.state })
      : undefined;
  }
  if (talk !== undefined) return planTalk(heard, talk, ports);
  if (isAsked) return () => begin(heard, ports);
  const text = readFreeText(heard);
  const looksLikeList = text !== undefined && isMemberList(text, ports.fold);
  return looksLikeList || isSheet(heard) ? () => beginWith(heard, text, later, ports) : undefined;
}

async function begin(heard: Heard, ports: Ready): Promise<Outcome<DialogueState>> {
  const refused = await refuseOthers(heard, ports);
  if (refused !== undefined) return refused;
  const { talk, list } = beginList(heard);
  await saveList(heard, { talk, list }, ports.members);
  return goOn(heard, talk, [askMembers(talk, list)]);
}

/** Words or a sheet that nobody asked for. */
async function beginWith(
  heard: Heard,
  text: string | undefined,
  later: readonly HeardRoute[],
  ports: Ready,
): Promise<Outcome<DialogueState>> {
  const enrolment = await ports.people.findEnrolment(heard.personId);
  if (!isEnrolled(enrolment, heard.at)) return passOn(heard, later);
  const open = beginList(heard);
  return text === undefined
    ? takeSheet(heard, open, ports)
    : takeRows(heard, open, readNumberedRows(text, ports.fold), ports);
}

async function passOn(heard: Heard, later: readonly HeardRoute[]): Promise<Outcome<DialogueState>> {
  for (const { plan: planFor } of later) {
    const plan = planFor(heard);
    if (plan !== undefined) return plan();
  }
  throw new Error('no route behind the members');
}
