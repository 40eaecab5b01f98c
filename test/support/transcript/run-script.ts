import type { House } from './house.ts';
import { createExpect } from './expect.ts';
import { createLook } from './look.ts';
import { fillNames, matchWords, type Names } from './match-words.ts';
import type { Heard, Mouth } from './mouth.ts';
import { openMouth } from './open-mouth.ts';
import { carryOutOnPlatform } from './platform.ts';
import {
  TranscriptError,
  type Deed,
  type Line,
  type Party,
  type Place,
  type Script,
} from './script.ts';
import { createStaff } from './staff.ts';

type Talker = {
  readonly person: string;
  readonly channel: Place;
  readonly mouth: Mouth;
  readonly heard: Heard[];
  /** Where in `heard` that begins which came after the last line. */
  fresh: number;
};

/** Plays a transcript in a house, where nothing is left of others; throws TranscriptError at the first line that does not come true. */
export async function runScript(house: House, script: Script): Promise<void> {
  await house.begin(script.file, script.startsAt);
  const play = await createPlay(house);
  for (const line of script.lines) await explain(line, () => play(line));
  const mayFail = script.lines.some(({ deed }) => deed.kind === 'platform');
  const [error] = house.errors;
  const last = script.lines.at(-1);
  if (error !== undefined && !mayFail && last !== undefined) {
    throw new TranscriptError(last, `the service logged an error: ${error}`);
  }
}

async function explain(line: Line, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isExplained = error instanceof Error && error.name === 'TranscriptError';
    if (isExplained) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new TranscriptError(line, `  could not be done: ${reason}`);
  }
}

async function createPlay(house: House) {
  const names: Names = new Map();
  const talkers: Talker[] = [];
  const personIds = new Map<string, string>();
  const staff = createStaff(house, names);
  const look = await createLook(house, staff.openClient);
  const expect = createExpect({ look, house, names, staff, personIds });
  let last: Talker | undefined;

  function findTalker({ person, channel }: Party): Talker {
    const known = talkers.findLast(
      (talker) => talker.person === person && (channel ?? talker.channel) === talker.channel,
    );
    if (known !== undefined) return known;
    if (channel === undefined) throw new Error(`${person} must be named with a channel first`);
    const mouth = openMouth(house, person, channel);
    const talker = { person, channel, mouth, heard: [], fresh: 0 };
    talkers.push(talker);
    return talker;
  }

  /** The channel that somebody used last comes last in the list. */
  function turnTo(party: Party): Talker {
    const talker = findTalker(party);
    talkers.push(...talkers.splice(talkers.indexOf(talker), 1));
    last = talker;
    return talker;
  }

  async function listen(): Promise<void> {
    for (const talker of talkers) talker.heard.push(...(await talker.mouth.listen()));
  }

  /** Does something, waits until all that follows from it is done, and hears what came. */
  async function make(deed: () => Promise<void>): Promise<void> {
    for (const talker of talkers) talker.fresh = talker.heard.length;
    await deed();
    await house.settle();
    await listen();
  }

  async function speak(by: Party, speech: (talker: Talker) => Promise<void>): Promise<void> {
    const talker = turnTo(by);
    await make(async () => {
      house.tick();
      await speech(talker);
    });
    const newest = { arrivedAt: -1, order: -1 } as const;
    const row = await house
      .collection('inbox')
      .findOne({ channel: talker.channel }, { sort: newest });
    if (row !== null) personIds.set(talker.person, String(row['personId']));
    expect.noteLast(talker.person);
  }

  function readFresh(to: Party | undefined): string {
    const from = to === undefined ? last : findTalker(to);
    if (from === undefined) throw new Error('nobody has spoken yet');
    return from.heard
      .slice(from.fresh)
      .map(({ text }) => text)
      .join('\n');
  }

  async function pick({ heard }: Talker, label: string): Promise<void> {
    const option = heard
      .toReversed()
      .flatMap(({ options }) => options)
      .find((offered) => offered.label === label);
    if (option === undefined) throw new Error('this was not offered');
    await option.pick();
  }

  return async function play(line: Line): Promise<void> {
    const { deed } = line;
    switch (deed.kind) {
      case 'say':
        return speak(deed.by, ({ mouth }) => mouth.say(fillNames(deed.words, names)));
      case 'do': {
        const detail = fillNames(deed.detail, names);
        return speak(deed.by, (talker) =>
          deed.act === '选' ? pick(talker, detail) : talker.mouth.act({ name: deed.act, detail }),
        );
      }
      case 'hear':
      case 'not_hear':
      case 'silence':
        return checkHearing(line, deed, readFresh(deed.to));
      case 'staff':
        return make(() => staff.carryOut(fillNames(deed.order, names)));
      case 'platform':
        return make(() => carryOutOnPlatform(house, fillNames(deed.order, names)));
      case 'clock':
        return make(() => house.moveTo(toMoment(deed.move, house.now())));
      case 'restart':
        return make(() => house.restart());
      case 'expect':
        return expect.check(line, deed);
    }
  };

  function checkHearing(
    line: Line,
    deed: Extract<Deed, { kind: 'hear' | 'not_hear' | 'silence' }>,
    heard: string,
  ): void {
    const isRight =
      deed.kind === 'silence'
        ? heard === ''
        : matchWords(heard, deed.words, names) === (deed.kind === 'hear');
    if (isRight) return;
    const got = heard === '' ? '(nothing)' : heard.replaceAll('\n', '\n    ');
    throw new TranscriptError(line, `  got:\n    ${got}`);
  }
}

function toMoment(move: Extract<Deed, { kind: 'clock' }>['move'], now: Date): Date {
  if (move.kind === 'by') return new Date(now.getTime() + move.ms);
  if (move.at <= now) throw new Error('time does not go back');
  return move.at;
}
