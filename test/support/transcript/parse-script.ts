import { features } from './features.ts';
import { parseMove, parseMoment } from './parse-moment.ts';
import {
  subjects,
  TranscriptError,
  type Deed,
  type Line,
  type Party,
  type Place,
  type Position,
  type Script,
  type Subject,
  type Want,
} from './script.ts';
import { channelOf, staffRoles } from './vocabulary.ts';

/** Reads a transcript; throws TranscriptError naming the line that cannot be read, or what it never checks. */
export function parseScript(file: string, text: string): Script {
  const places = joinLines(file, text);
  const [first, ...rest] = places;
  const title = /^# (\S.*)$/u.exec(first?.source ?? '')?.[1];
  if (first === undefined || title === undefined) {
    throw new Error(`${file}: the first line must be “# title”`);
  }
  const body = rest.filter(({ source }) => !source.startsWith('#'));
  const head = new Map(body.slice(0, 2).map((place) => [splitLine(place).who, place]));
  const script = {
    file,
    title,
    covers: parseCovers(expectHead(head, '涵盖', first)),
    startsAt: parseMoment(splitLine(expectHead(head, '时间', first)).what, first),
    lines: body.slice(2).map((place): Line => ({ ...place, deed: parseDeed(place) })),
  };
  refuseEmpty(script, first);
  return script;
}

/** Lines that begin with a space go on the one before; empty ones are left out. */
function joinLines(file: string, text: string): readonly Position[] {
  const places: Position[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const last = places.at(-1);
    if (raw.trim() === '') continue;
    if (/^\s/u.test(raw) && last !== undefined) {
      places[places.length - 1] = { ...last, source: `${last.source}\n${raw.trim()}` };
    } else {
      places.push({ file, line: index + 1, source: raw.trim() });
    }
  }
  return places;
}

function expectHead(head: ReadonlyMap<string, Position>, name: string, first: Position): Position {
  const place = head.get(name);
  if (place === undefined) throw new TranscriptError(first, `under the title must stand ${name}`);
  return place;
}

function parseCovers(place: Position): readonly string[] {
  const covers = splitLine(place).what.split(/[,，、]\s*/u);
  const unknown = covers.filter((cover) => !features.some((feature) => feature === cover));
  if (unknown.length > 0) throw new TranscriptError(place, `no such feature: ${unknown.join()}`);
  return covers;
}

function splitLine({ source }: Position): { readonly who: string; readonly what: string } {
  const [, who = '', what = ''] = /^([^:：]*?)\s*[:：]\s*([\s\S]*)$/u.exec(source) ?? [];
  return { who, what };
}

function parseDeed(place: Position): Deed {
  if (place.source === '重启') return { kind: 'restart' };
  const move = parseMove(place);
  if (move !== undefined) return { kind: 'clock', move };
  const { who, what } = splitLine(place);
  if (what === '') throw new TranscriptError(place, 'says nothing');
  if (who === '平台') return { kind: 'platform', order: what };
  if (staffRoles.has(who)) return { kind: 'staff', order: what };
  if (who.startsWith('督信')) return parseHearing(place, who, what);
  if (who.startsWith('期望')) return parseExpectation(place, who, what);
  const by = parseParty(place, who);
  const [, act, detail = ''] = /^【([^\s【】]+)\s*([^【】]*)】$/u.exec(what) ?? [];
  return act === undefined ? { kind: 'say', by, words: what } : { kind: 'do', by, act, detail };
}

/** 督信: …, 督信不说: …, 督信: （没有说话）, each with →somebody@channel behind 督信. */
function parseHearing(place: Position, who: string, words: string): Deed {
  const [, isNot, whom] = /^督信(不说)?(?:→(.+))?$/u.exec(who) ?? [];
  const to = whom === undefined ? {} : { to: parseParty(place, whom) };
  if (isNot !== undefined) return { kind: 'not_hear', ...to, words };
  return words === '（没有说话）' ? { kind: 'silence', ...to } : { kind: 'hear', ...to, words };
}

function parseParty(place: Position, text: string): Party {
  const [, person, name] = /^([^@\s]+)(?:@(\S+))?$/u.exec(text) ?? [];
  if (person === undefined) throw new TranscriptError(place, 'who is it?');
  if (name === undefined) return { person };
  const channel: Place | undefined = channelOf.get(name);
  if (channel === undefined) throw new TranscriptError(place, `no such channel: ${name}`);
  return { person, channel };
}

const subjectOf: ReadonlyMap<string, Subject> = new Map([
  ['工单', 'ticket'],
  ['待发', 'outbox'],
  ['状态', 'state'],
]);

/** 期望工单 {编号}: …; 期望待发 老李: 没有 …; 期望状态: … */
function parseExpectation(place: Position, who: string, what: string): Deed {
  const [, word = '', of = ''] = /^期望\s*(\S\S)\s*(\S*)$/u.exec(who) ?? [];
  const subject = subjectOf.get(word);
  if (subject === undefined) throw new TranscriptError(place, 'nothing of this kind is looked at');
  const [, none, count, rest = ''] = /^(?:(没有)|(\d+)[件条])?\s*([\s\S]*)$/u.exec(what) ?? [];
  const counted = none === undefined ? count : '0';
  const wants = parseWants(place, rest);
  if (wants.length === 0 && counted === undefined)
    throw new TranscriptError(place, 'wants nothing');
  return {
    kind: 'expect',
    subject,
    of,
    wants,
    ...(counted !== undefined && { count: Number(counted) }),
  };
}

/** Values with a space in them stand in 「」. */
function parseWants(place: Position, text: string): readonly Want[] {
  const parts = text.match(/[^\s=~≠]+[=~≠](?:「[^」]*」|\S+)/gu) ?? [];
  const left = parts.reduce((rest, part) => rest.replace(part, ''), text).trim();
  if (left !== '') throw new TranscriptError(place, `cannot be read: ${left}`);
  return parts.map((part) => {
    const [, name = '', how, value = ''] = /^([^=~≠]+)([=~≠])([\s\S]*)$/u.exec(part) ?? [];
    return {
      name,
      how: how === '~' || how === '≠' ? how : '=',
      value: value.replace(/^「([^」]*)」$/u, '$1'),
    };
  });
}

/** A transcript that looks at nothing proves nothing: words, a ticket, the outbox and the state, each at least once. */
function refuseEmpty({ lines }: Script, first: Position): void {
  const deeds = lines.map(({ deed }) => deed);
  if (!deeds.some(({ kind }) => kind === 'hear')) {
    throw new TranscriptError(first, 'no line says what the bot answers');
  }
  for (const subject of subjects) {
    if (!deeds.some((deed) => deed.kind === 'expect' && deed.subject === subject)) {
      throw new TranscriptError(first, `no line looks at: ${subject}`);
    }
  }
}
