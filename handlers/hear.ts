import type { HandOver, Language, ReceivedMessage, Render, Turn, Manner } from '../bot/index.ts';
import { findCommand, isEnglish, type Command } from './command.ts';
import { dropPending, readDialogue, type DialogueState } from './dialogue.ts';

/** A turn understood as far as order and form go: what routes and handlers look at. */
export type Heard = {
  readonly message: ReceivedMessage;
  readonly personId: string;
  readonly language: Language;
  /** How the person chose to be spoken to; absent when never chosen. */
  readonly manner?: Manner;
  /** The language to go on in: another language or script that is clearly spoken is followed. */
  readonly spokenLanguage: Language;
  readonly at: Date;
  readonly state: DialogueState;
  /** The stored state could not be read; the person is told. */
  readonly wasUnreadable: boolean;
  /** More than twelve hours have passed since the person last wrote. */
  readonly hasBeenAway: boolean;
  /** The words, as written or as recognised from a voice; a chosen number says its option. */
  readonly text?: string;
  readonly command?: Command;
  /** Pictures, voice, video, files, places and links. */
  readonly isEvidence: boolean;
  readonly answerLater: () => void;
  /** Who speaks with the person; absent when it was only ever the bot. */
  readonly handOver?: HandOver;
};

export type Hear = (turn: Turn<DialogueState>) => Heard;

type HearPorts = { readonly fold: (text: string) => string; readonly render: Render };

/** Reads each turn once, however many routes look at it. */
export function createHear(ports: HearPorts): Hear {
  const heardOf = new WeakMap<Turn<DialogueState>, Heard>();
  return function hear(turn) {
    const known = heardOf.get(turn);
    if (known !== undefined) return known;
    const heard = read(turn, ports);
    heardOf.set(turn, heard);
    return heard;
  };
}

function read(turn: Turn<DialogueState>, ports: HearPorts): Heard {
  const { message, session, answerLater, handOver } = turn;
  const { state: stored, wasUnreadable } = readDialogue(session.state);
  const state = forgetStale(stored, message.arrivedAt);
  const { language, manner } = session;
  const written = readText(message);
  const text =
    written === undefined ? undefined : (findChoice(written, state, language, ports) ?? written);
  const command = text === undefined ? undefined : findCommand(text, ports.fold);
  return {
    message,
    personId: session.personId,
    language,
    at: message.arrivedAt,
    state,
    wasUnreadable,
    answerLater,
    isEvidence: isEvidence(message),
    hasBeenAway: hasBeenAway(stored, message.arrivedAt),
    spokenLanguage: hearLanguage(written, { command, language, state, fold: ports.fold }),
    ...(handOver && { handOver }),
    ...(manner === undefined ? {} : { manner }),
    ...(text === undefined ? {} : { text }),
    ...(command === undefined ? {} : { command }),
  };
}

function readText({ content }: ReceivedMessage): string | undefined {
  const text =
    content.kind === 'text'
      ? content.text
      : content.kind === 'voice'
        ? content.recognition
        : content.kind === 'event' && content.name === 'menu'
          ? menuWords.get(content.key ?? '')
          : undefined;
  return text === undefined || text.trim() === '' ? undefined : text;
}

/** What a tap on the account's menu says; keys are versioned, an unknown one gets the menu. */
const menuWords: ReadonlyMap<string, string> = new Map([
  ['V1:CASE_NEW', '投诉'],
  ['V1:FEEDBACK_NEW', '企业反馈'],
  ['V1:SUGGESTION_NEW', '建议'],
  ['V1:CONSULT', '咨询'],
  ['V1:PROGRESS', '进度'],
  ['V1:RATE', '评价'],
  ['V1:PERSON', '转人工'],
]);

/** No label is longer; a long text is never folded only to be compared with them. */
const longestChoice = 120;

/** What the number or label of the last quick replies says. */
function findChoice(
  written: string,
  state: DialogueState,
  language: Language,
  { fold, render }: HearPorts,
): string | undefined {
  if (written.length > longestChoice) return undefined;
  const folded = fold(written);
  const [, digits] = /^(\d{1,2})\s*[.、。)]?$/u.exec(folded) ?? [];
  if (digits !== undefined) return state.choices[Number(digits) - 1]?.say;
  const [ending] = /^\d{3,9}$/u.exec(folded) ?? [];
  if (ending !== undefined) return findByEnding(ending, state);
  return state.choices.find(({ key, values }) => {
    const { text } = render(values === undefined ? { key } : { key, values }, language);
    return fold(text) === folded;
  })?.say;
}

/** The one choice of a ticket whose number ends in these digits. */
function findByEnding(ending: string, { choices }: DialogueState): string | undefined {
  const [only, ...others] = choices.filter(
    ({ say }) => /\d{10}$/u.test(say) && say.endsWith(ending),
  );
  return others.length === 0 ? only?.say : undefined;
}

const longSilenceMs = 12 * 3600_000;

function hasBeenAway({ seenAt }: DialogueState, at: Date): boolean {
  return seenAt !== undefined && at.getTime() - Date.parse(seenAt) > longSilenceMs;
}

/** A short exchange does not outlive a long silence: new words would be taken for an old answer. */
function forgetStale(state: DialogueState, at: Date): DialogueState {
  return hasBeenAway(state, at) ? dropPending(state) : state;
}

const enoughToTell = 100;

type HeardSoFar = Pick<HearPorts, 'fold'> & {
  readonly command: Command | undefined;
  readonly language: Language;
  readonly state: DialogueState;
};

/** A whole command in English, or Traditional characters, where the language was never chosen; Chinese sentences lead back. */
function hearLanguage(written: string | undefined, heard: HeardSoFar): Language {
  const { command, language, state, fold } = heard;
  if (written === undefined || language === 'zh-TW') return language;
  const han = written.match(/\p{Script=Han}/gu)?.slice(0, enoughToTell) ?? [];
  // Inside a form Chinese may be the name of a place or an office.
  const isBack = han.length >= 4 && !/\p{Script=Latin}/u.test(written) && state.form === undefined;
  if (language === 'en' && !isBack) return language;
  if (command !== undefined && isEnglish(written)) return 'en';
  if (han.length === 0 && state.form === undefined && isEnglishTelling(written)) return 'en';
  const simplified = Array.from(fold(han.join('')));
  const traditional = han.filter((character, index) => simplified[index] !== character).length;
  return traditional >= (command === undefined ? 3 : 1) ? 'zh-TW' : 'zh-CN';
}

/** Sentences, not the name of a company: six words at least, some of them such as every sentence has. */
function isEnglishTelling(written: string): boolean {
  const words = written.toLowerCase().match(/[a-z']+/gu) ?? [];
  const common = words.filter((word) => commonWords.has(word));
  return words.length >= 6 && common.length >= 2;
}

const commonWords = new Set(
  'the a i we they my our is are was were to in of and me who that have has did not'.split(' '),
);

function isEvidence({ content }: ReceivedMessage): boolean {
  return !['text', 'case', 'event', 'unsupported'].includes(content.kind);
}
