import type { TranscriptLine } from '../stores.ts';
import type { HandOver } from './hand-over.ts';
import type { DraftView, Summary } from './summary.ts';

type Material = {
  readonly handOver: HandOver;
  readonly lines: readonly TranscriptLine[];
  readonly draft: DraftView | undefined;
  /** Numbers of the person's open tickets. */
  readonly tickets: readonly string[];
  readonly waitedMs: number | undefined;
};

const lastLines = 4;
const longestText = 120;

/** The exchange in short: who waited how long, what was asked, what is known and open, how it stood. */
export function summarise(material: Material): Summary {
  const { handOver, draft, tickets, waitedMs } = material;
  const { askedAt, channel, hands } = handOver;
  const lines = material.lines.filter(({ at, author }) => at >= askedAt && author !== 'bot');
  const asked = lines.find(
    ({ id, author, content }) =>
      author === 'person' && content.kind === 'text' && id !== handOver.askedBy,
  );
  return {
    channel,
    askedAt,
    tickets,
    known: draft?.known ?? [],
    open: draft?.open ?? [],
    said: { person: count(lines, 'person'), staff: count(lines, 'staff') },
    last: lines
      .slice(-lastLines)
      .map(({ author, content, at }) => ({ author, at, text: shorten(toText(content)) })),
    ...(waitedMs !== undefined && { waitedMs }),
    ...(asked !== undefined && { asked: shorten(toText(asked.content)) }),
    ...(draft !== undefined && { kind: draft.kind }),
    ...(hands.kind === 'person' && { by: hands.by }),
  };
}

function count(lines: readonly TranscriptLine[], author: TranscriptLine['author']): number {
  return lines.filter((line) => line.author === author).length;
}

function toText(content: TranscriptLine['content']): string {
  if (content.kind === 'text') return content.text;
  if (content.kind === 'voice') return content.recognition ?? '';
  return content.kind === 'file' ? content.name : '';
}

function shorten(text: string): string {
  const characters = Array.from(text);
  return characters.length > longestText ? `${characters.slice(0, longestText).join('')}…` : text;
}
