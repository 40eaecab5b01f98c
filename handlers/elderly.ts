import type { Manner, Outcome, Reply } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import { noNeed } from './elderly-need.ts';
import type { Heard } from './hear.ts';
import type { HandlerPorts } from './ports.ts';
import { isCommand, type HeardRoute } from './route.ts';

/** 长辈模式 and 普通模式: how the person is spoken to from now on, in every channel. */
export const changeManner: HeardRoute = {
  name: 'manner',
  plan(heard) {
    if (isCommand(heard, 'elderly')) return () => speak(heard, 'elderly');
    return isCommand(heard, 'plain') ? () => speak(heard, 'plain') : undefined;
  },
};

function speak(heard: Heard, manner: Manner): Outcome<DialogueState> {
  const need = { ...(heard.state.need ?? noNeed), isOffered: true };
  return conclude(heard, {
    replies: [{ key: `conversation.elderly.${manner === 'elderly' ? 'on' : 'off'}` }],
    state: { ...dropPending(heard.state), need },
    manner,
  });
}

/** Older words were left unread for a reason. */
const restLastsMs = 2 * 24 * 3600_000;

/** 更多: the next part of what was too long for one message. */
export function createSayMore({ findRest }: Pick<HandlerPorts, 'findRest'>): HeardRoute {
  return {
    name: 'more',
    plan: (heard) => (isCommand(heard, 'more') ? async () => sayMore(heard, findRest) : undefined),
  };
}

async function sayMore(heard: Heard, findRest: HandlerPorts['findRest']) {
  const since = new Date(heard.at.getTime() - restLastsMs);
  const found = await findRest?.(heard.personId, since);
  const need = heard.state.need ?? noNeed;
  if (found === undefined || found.id === need.restId) {
    return conclude(heard, {
      replies: [{ key: 'conversation.elderly.nothingMore' }],
      state: heard.state,
      isAside: true,
    });
  }
  const part: Reply = { key: 'conversation.elderly.part', values: { words: found.rest } };
  return conclude(heard, {
    replies: [part],
    state: { ...heard.state, need: { ...need, restId: found.id } },
    isAside: true,
  });
}
