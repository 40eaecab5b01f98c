import type { Language, Outcome, Reply } from '../bot/index.ts';
import { findLanguage } from './command.ts';
import { conclude, stayQuiet } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import { offer } from './questions.ts';
import { isCommand, type HeardRoute } from './route.ts';

const unsupportedAgainMs = 10 * 60_000;

/** Events: a follower or a scan is greeted, an opened chat not again and again; who left hears nothing. */
export const greetEvent: HeardRoute = {
  name: 'event',
  plan(heard) {
    const { content } = heard.message;
    if (content.kind !== 'event') return undefined;
    const isSilent = content.name === 'unfollow' || content.name === 'consent';
    if (isSilent) return () => stayQuiet(heard);
    if (content.name === 'menu') return heard.text === undefined ? () => help(heard) : undefined;
    const isKnown = content.name === 'open' && wasHereLately(heard);
    return isKnown ? () => stayQuiet(heard) : () => greet(heard);
  },
};

/** What cannot be read is answered once in ten minutes, and kept all the same. */
export const answerUnsupported: HeardRoute = {
  name: 'unsupported',
  plan(heard) {
    const { content } = heard.message;
    const isMute = content.kind === 'text' && heard.text === undefined;
    if (content.kind !== 'unsupported' && !isMute) return undefined;
    const { unsupportedAt = '' } = heard.state;
    const isFresh = heard.at.getTime() - Date.parse(unsupportedAt) < unsupportedAgainMs;
    return isFresh ? () => stayQuiet(heard) : () => sayUnsupported(heard);
  },
};

/** 帮助, a greeting, or a wish for another language; an open form goes on behind it. */
export function createHelp({ fold }: { readonly fold: (text: string) => string }): HeardRoute {
  return {
    name: 'help',
    plan(heard) {
      const language = heard.text === undefined ? undefined : findLanguage(heard.text, fold);
      if (language !== undefined) return () => switchLanguage(heard, language);
      if (isCommand(heard, 'help')) return () => help(heard);
      return isCommand(heard, 'greet') && heard.state.form === undefined
        ? () => greet(heard)
        : undefined;
    },
  };
}

/** The words of welcome and the menu. */
export function greet(heard: Heard): Outcome<DialogueState> {
  return conclude(heard, {
    replies: [toMenu('conversation.greeting')],
    state: dropPending(heard.state),
  });
}

/** A menu under the given words. */
export function toMenu(key: string): Reply {
  return {
    key,
    options: [
      offer('complain'),
      offer('consult'),
      offer('suggest'),
      offer('feedback'),
      offer('progress'),
      offer('ask_person'),
    ],
  };
}

function help(heard: Heard): Outcome<DialogueState> {
  const isInForm = heard.state.form !== undefined;
  const { options = [], ...menu } = toMenu('conversation.help');
  const reply = isInForm
    ? { key: 'conversation.helpInForm' }
    : { ...menu, options: [...options, offer(heard.manner === 'elderly' ? 'plain' : 'elderly')] };
  return conclude(heard, { replies: [reply], state: dropPending(heard.state) });
}

function switchLanguage(heard: Heard, language: Language): Outcome<DialogueState> {
  const isInForm = heard.state.form !== undefined;
  const reply = isInForm
    ? { key: 'conversation.languageChanged' }
    : toMenu('conversation.languageChanged');
  return conclude(heard, { replies: [reply], state: heard.state, language });
}

function sayUnsupported(heard: Heard): Outcome<DialogueState> {
  const outcome = conclude(heard, {
    replies: [{ key: 'conversation.unsupported' }],
    state: heard.state,
    isAside: true,
  });
  return { ...outcome, state: { ...outcome.state, unsupportedAt: heard.at.toISOString() } };
}

function wasHereLately({ state, hasBeenAway }: Heard): boolean {
  return state.seenAt !== undefined && !hasBeenAway;
}
