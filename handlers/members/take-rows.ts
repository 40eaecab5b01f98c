import type { Outcome, Reply } from '../../bot/index.ts';
import type { DialogueState, MembersTalk } from '../dialogue.ts';
import type { Heard } from '../hear.ts';
import type { HandlerPorts, MemberPorts } from '../ports.ts';
import { addRows } from './add-rows.ts';
import { askMembers, joinNumbers, sayUnclear, showRows } from './ask-members.ts';
import { goOn, saveList, type OpenList } from './open-list.ts';
import { readSheetRows } from './read-sheet.ts';
import { mostMembers, type WrittenRow } from './row.ts';

export type ListPorts = Pick<HandlerPorts, 'fold' | 'render'> & { readonly members: MemberPorts };

/** Takes rows into the list, reads the whole back and asks what is open. */
export async function takeRows(
  heard: Heard,
  open: OpenList,
  rows: readonly WrittenRow[],
  { members, render }: ListPorts,
): Promise<Outcome<DialogueState>> {
  const { list, left } = addRows(open.list, heard.message.id, rows);
  const talk = hasBegun(open.talk);
  await saveList(heard, { talk, list }, members);
  const tooMany: readonly Reply[] =
    left.length === 0
      ? []
      : [
          {
            key: 'conversation.members.tooMany',
            values: { most: mostMembers, numbers: joinNumbers(left) },
          },
        ];
  return goOn(heard, talk, [
    showRows(list, { render, language: heard.language }),
    ...tooMany,
    ...sayUnclear(list),
    askMembers(talk, list),
  ]);
}

function hasBegun(talk: MembersTalk): MembersTalk {
  return talk.asking === 'rows' || talk.asking === 'cancel'
    ? { ...talk, asking: 'openness' }
    : talk;
}

/** True for a file that may be a sheet, by its name; what it is its bytes say. */
export function isSheet({ message: { content } }: Heard): boolean {
  return content.kind === 'file' && /\.(?:xlsx|csv)$/iu.test(content.name);
}

/** Reads a sheet; one that holds no members is named as such, and nothing is lost of the list. */
export async function takeSheet(
  heard: Heard,
  open: OpenList,
  ports: ListPorts,
): Promise<Outcome<DialogueState>> {
  // Its bytes may still be with the platform.
  heard.answerLater();
  const cells = await ports.members.readSheet(heard.message.id);
  const rows = cells === undefined ? [] : readSheetRows(cells);
  if (rows.length === 0) {
    return goOn(heard, open.talk, [
      { key: 'conversation.members.sheetUnread' },
      askMembers(open.talk, open.list),
    ]);
  }
  return takeRows(heard, open, rows, ports);
}

/** A picture or another thing: it belongs to all until a number is said. */
export async function takeEvidence(
  heard: Heard,
  { talk, list }: OpenList,
  { members }: ListPorts,
): Promise<Outcome<DialogueState>> {
  const messageId = heard.message.id;
  const isKnown = list.evidence.some((one) => one.messageId === messageId);
  const evidence = isKnown ? list.evidence : [...list.evidence, { messageId }];
  await saveList(heard, { talk, list: { ...list, evidence } }, members);
  return goOn(heard, talk, [{ key: 'conversation.members.evidence' }]);
}

/** 材料 3 and 材料 全部: whose the last thing is. */
export function readEvidenceNumber(folded: string): number | 'all' | undefined {
  const [, word] =
    /^(?:材料|附件|证据|evidence)\s*(?:是|属于|for)?\s*(?:第)?\s*(\d{1,2}|全部|所有人?|all)(?:号|位|家)?(?:的)?[。.]?$/u.exec(
      folded.trim(),
    ) ?? [];
  if (word === undefined) return undefined;
  return /^\d/u.test(word) ? Number(word) : 'all';
}

/** Gives the last thing to a row, or to all. */
export async function giveLastEvidence(
  heard: Heard,
  { talk, list }: OpenList,
  to: number | 'all',
  { members }: ListPorts,
): Promise<Outcome<DialogueState>> {
  const last = list.evidence.at(-1);
  const isThere = to === 'all' || list.rows.some(({ number }) => number === to);
  if (last === undefined || !isThere) {
    return goOn(heard, talk, [{ key: 'conversation.members.noSuchEvidence' }]);
  }
  const { messageId } = last;
  const given = to === 'all' ? { messageId } : { messageId, number: to };
  const evidence = [...list.evidence.slice(0, -1), given];
  await saveList(heard, { talk, list: { ...list, evidence } }, members);
  const words = to === 'all' ? 'evidenceOfAll' : 'evidenceOf';
  return goOn(heard, talk, [
    { key: `conversation.members.${words}`, values: { n: String(to) } },
    askMembers(talk, list),
  ]);
}
