import { toMemberDeadline } from '../../people/index.ts';
import type { Facts, Ticket } from '../../tickets/index.ts';
import type { MembersTalk } from '../dialogue.ts';
import { sourceOf } from '../file-ticket.ts';
import type { Heard } from '../hear.ts';
import type { HandlerPorts, MemberPorts } from '../ports.ts';
import { toRequest } from '../request.ts';
import { takeOutContact } from '../spot/index.ts';
import { findUrgency } from '../urgency/index.ts';
import { listClear, type Speech } from './ask-members.ts';
import type { MemberList, MemberRow } from './row.ts';

export type FilePorts = Pick<HandlerPorts, 'acts' | 'fold' | 'render'> & {
  readonly members: Pick<MemberPorts, 'ties' | 'codes' | 'assign'>;
};

/** What the specialist is told of one member's ticket. */
type FiledMember = {
  readonly row: MemberRow;
  readonly ticket: Ticket;
  readonly receiptCode: string;
  readonly memberCode?: string;
};

/**
 * One ticket for each clear row, its id made of the list's and the row's number, so that a repeat finds it. All are
 * confidential and name nobody; who wishes to be named gets a code for the member to say so.
 */
export async function fileMembers(
  heard: Heard,
  talk: MembersTalk,
  list: MemberList,
  ports: FilePorts,
): Promise<readonly FiledMember[]> {
  const filed: FiledMember[] = [];
  for (const row of listClear(list)) filed.push(await fileOne(heard, talk, row, list, ports));
  await giveEvidence(heard, list, filed, ports);
  return filed;
}

async function fileOne(
  heard: Heard,
  talk: MembersTalk,
  row: MemberRow,
  list: MemberList,
  { acts, fold, members: { ties, codes } }: FilePorts,
): Promise<FiledMember> {
  const { message, personId, at } = heard;
  const urgency = findUrgency(row.story, fold);
  const id = toMemberTicketId(talk.listId, row.number);
  const { ticket, receiptCode = '' } = await acts.openTicket({
    id,
    kind: 'enterprise_feedback',
    source: sourceOf[message.channel],
    openness: 'confidential',
    facts: toFacts(row, talk, list, fold),
    traceId: talk.listId,
    personId,
    by: { kind: 'reporter', personId },
    ...(urgency !== undefined && { urgency }),
  });
  const isToBeNamed = talk.named.includes(row.number);
  const memberCode = codes.deriveReceiptCode(`member-${id}`);
  await ties.insert({
    ticketId: id,
    name: row.name,
    state: isToBeNamed ? 'waiting' : 'sealed',
    expiresAt: toMemberDeadline(at),
    ...(isToBeNamed && { codeHash: codes.hashReceiptCode(memberCode) }),
  });
  return { row, ticket, receiptCode, ...(isToBeNamed && { memberCode }) };
}

/** The ticket of a row, the same at every repeat. */
export function toMemberTicketId(listId: string, number: number): string {
  return `t-${listId}-${number}`;
}

/** The matter without what would name a member of the list, or give a telephone number. */
function toFacts(
  row: MemberRow,
  { unit, place }: MembersTalk,
  { rows }: MemberList,
  fold: HandlerPorts['fold'],
): Facts {
  const names = rows.map(({ name }) => name).filter((name) => name !== '');
  const hide = (words: string): string =>
    names
      .toSorted((a, b) => b.length - a.length)
      .reduce((left, name) => left.replaceAll(name, '×'.repeat(name.length)), words);
  const actingUnit = row.actingUnit ?? unit;
  const where = row.place ?? place;
  return {
    story: hide(takeOutContact(row.story, fold).text),
    ...(actingUnit !== undefined && { actingUnit: hide(actingUnit) }),
    ...(where !== undefined && { place: hide(where) }),
  };
}

/** A thing belongs to one ticket; what is for all lies with the first, and the others say where. */
async function giveEvidence(
  heard: Heard,
  { evidence }: MemberList,
  filed: readonly FiledMember[],
  { acts, render, members }: FilePorts,
): Promise<void> {
  const [first, ...others] = filed;
  if (first === undefined) return;
  const forAll = evidence.filter(({ number }) => filed.every(({ row }) => row.number !== number));
  for (const { row, ticket } of filed) {
    const own = evidence.filter(({ number }) => number === row.number);
    const given = ticket === first.ticket ? [...forAll, ...own] : own;
    if (given.length > 0) {
      await members.assign(
        ticket.id,
        given.map(({ messageId }) => messageId),
      );
    }
  }
  if (forAll.length === 0) return;
  const where = { key: 'conversation.members.evidenceAt', values: { number: first.ticket.number } };
  const words = render(where, 'zh-CN').text;
  for (const { ticket } of others) {
    await acts.supplementTicket({ ...toRequest(heard, ticket.id), words });
  }
}

/** A line for each: number, receipt code, and the code for the member. Told as a secret. */
export function showFiled(filed: readonly FiledMember[], { render, language }: Speech): string {
  return filed
    .map(({ row, ticket, receiptCode, memberCode }) => {
      const kind = memberCode === undefined ? 'filed' : 'filedNamed';
      const values = {
        n: row.number,
        name: row.name,
        number: ticket.number,
        code: receiptCode,
        memberCode: memberCode ?? '',
      };
      return render({ key: `conversation.members.line.${kind}`, values }, language).text;
    })
    .join('\n');
}
