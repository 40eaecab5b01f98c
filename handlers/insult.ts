import type { Outcome } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import { readFreeText, type HeardRoute } from './route.ts';

type Fold = (text: string) => string;

/** Folded; anger is no reason to be turned away, so this list only decides about one calm sentence. */
const insults =
  /傻[逼x叉比屄]|煞笔|他妈的?|妈的|操你\S{0,2}|草泥马|去你妈的?|狗日的?|王八蛋|混蛋|去死|白痴|脑残|废物|垃圾(?=客服|机器人|东西|玩意|$)|你(?:们)?(?:都)?(?:是)?(?:吃屎|有病|放屁)|滚(?:蛋|开)|(?<![^\s,。!])滚(?![^\s,。!])|\b(?:fuck(?:ing)?(?: you)?|shit|bullshit|idiots?|stupid(?: bot)?|bastards?|assholes?)\b/gu;
/** Told of somebody else's words. */
const isQuoted = /(?:骂|说|喊|叫|吼)[^,。!?]{0,8}$/u;
const calmAgainMs = 3600_000;

/** Nothing but abuse is no answer: one calm sentence, and the question again. */
export function createAnswerInsult({ fold }: { readonly fold: Fold }): HeardRoute {
  return {
    name: 'insult',
    plan(heard) {
      const text = readFreeText(heard);
      if (text === undefined || !isOnlyInsult(text, fold)) return undefined;
      return () =>
        conclude(heard, {
          replies: [{ key: 'conversation.calm' }],
          state: { ...dropPending(heard.state), calmedAt: heard.at.toISOString() },
        });
    },
  };
}

/** Says the calm sentence first, once an hour, where abuse stands beside something else; the rest is taken as ever. */
export function calmInsult(
  { text, at, state }: Heard,
  fold: Fold,
  outcome: Outcome<DialogueState>,
): Outcome<DialogueState> {
  const { calmedAt = '' } = state;
  const isFresh = at.getTime() - Date.parse(calmedAt) < calmAgainMs;
  const isDue = outcome.replies.length > 0 && outcome.state.calmedAt === state.calmedAt && !isFresh;
  if (!isDue || text === undefined || !hasInsult(text, fold)) return outcome;
  return {
    ...outcome,
    replies: [{ key: 'conversation.calm' }, ...outcome.replies],
    state: { ...outcome.state, calmedAt: at.toISOString() },
  };
}

function hasInsult(text: string, fold: Fold): boolean {
  const folded = fold(text);
  return [...folded.matchAll(insults)].some(
    ({ index }) => !isQuoted.test(folded.slice(Math.max(0, index - 12), index)),
  );
}

function isOnlyInsult(text: string, fold: Fold): boolean {
  if (text.length > 40 || !hasInsult(text, fold)) return false;
  const rest = fold(text)
    .replaceAll(insults, '')
    .replaceAll(/[^\p{L}\p{N}]|你们?|这个?|真|都|是|的|you/gu, '');
  return rest.length <= 2;
}
