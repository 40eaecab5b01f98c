import { z } from 'zod';
import type { TranscriptLine } from '../../bot/index.ts';

/** One line of the conversation as its own person sees it. `id` is the key under which the page sent it. */
export const ChatLineSchema = z.strictObject({
  seq: z.int().positive(),
  id: z.string().optional(),
  direction: z.enum(['in', 'out']),
  author: z.enum(['person', 'bot', 'staff']),
  kind: z.enum(['text', 'image', 'file', 'voice', 'video', 'location', 'link', 'unsupported']),
  text: z.string(),
  options: z.array(z.strictObject({ label: z.string(), say: z.string() })).optional(),
  file: z.string().optional(),
  at: z.iso.datetime(),
});
export type ChatLine = z.infer<typeof ChatLineSchema>;

/** Shows a line to the person it belongs to; undefined for events, which nobody reads. */
export function presentLine(line: TranscriptLine): ChatLine | undefined {
  const { content } = line;
  if (content.kind === 'event') return undefined;
  const clientId = line.direction === 'in' ? toClientId(line.id) : undefined;
  return {
    seq: line.seq,
    ...(clientId === undefined ? {} : { id: clientId }),
    direction: line.direction,
    author: line.author,
    kind: content.kind,
    text: line.personText ?? toText(content),
    ...(line.options === undefined
      ? {}
      : { options: line.options.map((option) => ({ ...option })) }),
    ...('fileId' in content && content.fileId !== undefined
      ? { file: `/webhooks/web-chat/files/${content.fileId}` }
      : {}),
    at: line.at.toISOString(),
  };
}

function toText(content: Exclude<TranscriptLine['content'], { kind: 'event' }>): string {
  if ('text' in content) return content.text;
  if ('name' in content) return content.name;
  if ('recognition' in content) return content.recognition ?? '';
  if ('label' in content) return content.label;
  return 'title' in content ? content.title : '';
}

/** The page's own key inside `web-chat-m-<scope>-<key>`; other channels' ids have none. */
function toClientId(messageId: string): string | undefined {
  return /^web-chat-m-[0-9a-f]{16}-(.+)$/.exec(messageId)?.[1];
}
