import type { Outcome, Reply } from '../../bot/index.ts';
import type { DialogueState, MembersTalk } from '../dialogue.ts';
import type { Heard } from '../hear.ts';
import type { HandlerPorts } from '../ports.ts';
import { isCommand, type Plan } from '../route.ts';
import { askMembers, joinNumbers, listClear, listUnclear, sayUnclear } from './ask-members.ts';
import { fileMembers, showFiled, type FilePorts } from './file-members.ts';
import { close, goOn, loadList, type OpenList } from './open-list.ts';
import { readNumberedRows } from './read-list.ts';
import { readMemberOpenness } from './read-openness.ts';
import { refuseOthers } from './refuse-others.ts';
import {
  giveLastEvidence,
  isSheet,
  readEvidenceNumber,
  takeEvidence,
  takeRows,
  takeSheet,
  type ListPorts,
} from './take-rows.ts';

export type TalkPorts = Omit<FilePorts, 'members'> &
  ListPorts &
  Pick<HandlerPorts, 'people' | 'progressUrl'>;

/** What a message means while a list is open; undefined leaves other commands to other routes. */
export function planTalk(heard: Heard, talk: MembersTalk, ports: TalkPorts): Plan | undefined {
  if (heard.state.pending !== undefined) return undefined;
  const own = isCommand(heard, 'submit', 'cancel', 'back', 'skip', 'yes', 'no', 'members');
  const isOpenness = isCommand(heard, 'open', 'confidential') && talk.asking === 'openness';
  const isMine = own || isOpenness || heard.command === undefined;
  const isHeard = heard.text !== undefined || heard.isEvidence;
  if (!isMine || !isHeard) return undefined;
  return async () => answer(heard, await loadList(talk, ports.members), ports);
}

async function answer(
  heard: Heard,
  open: OpenList,
  ports: TalkPorts,
): Promise<Outcome<DialogueState>> {
  const { talk, list } = open;
  if (talk.asking === 'cancel') return answerCancel(heard, open, ports);
  if (isSheet(heard)) return takeSheet(heard, open, ports);
  if (heard.text === undefined) return takeEvidence(heard, open, ports);
  if (isCommand(heard, 'submit')) return submit(heard, open, ports);
  if (isCommand(heard, 'cancel')) {
    const asked = { ...talk, asking: 'cancel', askedBefore: talk.asking } as const;
    return goOn(heard, asked, [askMembers(asked, list)]);
  }
  if (isCommand(heard, 'back')) return ask(heard, { ...talk, asking: stepBack(talk) }, open);
  const text = heard.text;
  const folded = ports.fold(text);
  const to = readEvidenceNumber(folded);
  if (to !== undefined) return giveLastEvidence(heard, open, to, ports);
  const openness = list.rows.length === 0 ? undefined : readMemberOpenness(folded, list);
  if (openness !== undefined) {
    const { named, unknown } = openness;
    const next = talk.asking === 'openness' ? stepOn(talk, open) : talk.asking;
    return ask(heard, { ...talk, named, asking: next }, open, sayUnknown(unknown));
  }
  const rows = readNumberedRows(text, ports.fold);
  if (rows.length > 0) return takeRows(heard, open, rows, ports);
  return answerFact(heard, open, text);
}

/** A unit or place for all; words that answer nothing are asked again. */
function answerFact(heard: Heard, open: OpenList, text: string): Outcome<DialogueState> {
  const { talk } = open;
  if (talk.asking !== 'unit' && talk.asking !== 'place') return ask(heard, talk, open);
  const told = isCommand(heard, 'skip', 'no')
    ? {}
    : talk.asking === 'unit'
      ? { unit: text.trim() }
      : { place: text.trim() };
  return ask(heard, { ...talk, ...told, asking: stepOn(talk, open) }, open);
}

function ask(
  heard: Heard,
  talk: MembersTalk,
  { list }: OpenList,
  before: readonly Reply[] = [],
): Outcome<DialogueState> {
  const unclear = talk.asking === 'review' ? sayUnclear(list) : [];
  return goOn(heard, talk, [...before, ...unclear, askMembers(talk, list)]);
}

function sayUnknown(numbers: readonly number[]): readonly Reply[] {
  if (numbers.length === 0) return [];
  return [{ key: 'conversation.members.noSuchNumber', values: { numbers: joinNumbers(numbers) } }];
}

const order = ['rows', 'openness', 'unit', 'place', 'review'] as const;
type Step = (typeof order)[number];

/** The next question; what every row says itself is not asked. */
function stepOn({ asking }: MembersTalk, { list }: OpenList): Step {
  const rows = listClear(list);
  const isTold = {
    unit: rows.length > 0 && rows.every(({ actingUnit }) => actingUnit !== undefined),
    place: rows.length > 0 && rows.every(({ place }) => place !== undefined),
  };
  const at = order.findIndex((step) => step === asking);
  const next = order.slice(at + 1).find((step) => {
    if (step === 'unit' || step === 'place') return !isTold[step];
    return true;
  });
  return next ?? 'review';
}

function stepBack({ asking }: MembersTalk): Step {
  const at = order.findIndex((step) => step === asking);
  return order[Math.max(1, at - 1)] ?? 'openness';
}

/** 提交 before the end takes what was not said as sealed and open, and reads all back first. */
async function submit(
  heard: Heard,
  open: OpenList,
  ports: TalkPorts,
): Promise<Outcome<DialogueState>> {
  const { talk, list } = open;
  const clear = listClear(list);
  if (clear.length === 0) return ask(heard, talk, open, sayUnclear(list));
  if (talk.asking !== 'review') return ask(heard, { ...talk, asking: 'review' }, open);
  const refused = await refuseOthers(heard, ports);
  if (refused !== undefined) return refused;
  const filed = await fileMembers(heard, talk, list, ports);
  const left = listUnclear(list);
  const replies: Reply[] = [
    {
      key: 'conversation.members.filed',
      values: { count: filed.length },
      secrets: { list: showFiled(filed, { ...ports, language: heard.language }) },
    },
  ];
  if (filed.some(({ memberCode }) => memberCode !== undefined)) {
    const values = { progressUrl: ports.progressUrl };
    replies.push({ key: 'conversation.members.passOn', values });
  }
  if (left.length > 0) {
    replies.push({ key: 'conversation.members.left', values: { numbers: joinNumbers(left) } });
  }
  return close(heard, replies);
}

async function answerCancel(
  heard: Heard,
  open: OpenList,
  { members }: TalkPorts,
): Promise<Outcome<DialogueState>> {
  const { list, talk } = open;
  if (!isCommand(heard, 'yes')) {
    const { askedBefore = 'rows', ...rest } = talk;
    return ask(heard, { ...rest, asking: askedBefore }, open);
  }
  await members.lists.remove(talk.listId);
  const messageIds = [...list.messageIds, ...list.evidence.map(({ messageId }) => messageId)];
  const outcome = close(heard, [{ key: 'conversation.members.cancelled' }]);
  return { ...outcome, forget: { messageIds } };
}
