import type { Outcome, Reply } from '../../bot/index.ts';
import { conclude } from '../conclude.ts';
import { dropPending, dropUrgent, type DialogueState, type MembersTalk } from '../dialogue.ts';
import type { Heard } from '../hear.ts';
import type { MemberPorts } from '../ports.ts';
import { emptyList, MemberListSchema, type MemberList } from './row.ts';

/** An open list: where it stands, and what is in it. */
export type OpenList = { readonly talk: MembersTalk; readonly list: MemberList };

/** A list that begins with this message. */
export function beginList(heard: Heard): OpenList {
  return {
    talk: { listId: heard.message.id, asking: 'rows', named: [] },
    list: emptyList,
  };
}

/** The list as it is kept; an empty one where nothing was kept yet. */
export async function loadList(
  talk: MembersTalk,
  { lists }: Pick<MemberPorts, 'lists'>,
): Promise<OpenList> {
  const kept = await lists.find(talk.listId);
  const list = kept === undefined ? emptyList : MemberListSchema.parse(JSON.parse(kept));
  return { talk, list };
}

export async function saveList(
  { personId }: Heard,
  { talk, list }: OpenList,
  { lists }: Pick<MemberPorts, 'lists'>,
): Promise<void> {
  await lists.save(talk.listId, personId, JSON.stringify(list));
}

/** The turn's end with the list still open. No desk shows the message's words: members are named in them. */
export function goOn(
  heard: Heard,
  talk: MembersTalk,
  replies: readonly Reply[],
): Outcome<DialogueState> {
  const state = { ...dropPending(heard.state), members: talk };
  return { ...conclude(heard, { replies, state }), holdsContact: true };
}

/** The turn's end with the list closed. */
export function close(heard: Heard, replies: readonly Reply[]): Outcome<DialogueState> {
  // What was urgent is marked on the ticket that it concerns.
  const { members: _, ...state } = dropUrgent(dropPending(heard.state));
  return { ...conclude(heard, { replies, state }), holdsContact: true };
}
