import { purgedContent, type TranscriptLine } from '../../bot/index.ts';
import type { ChatLine } from './chat-line.ts';

/** Shows a line to the person it belongs to; undefined for what nobody wrote here, and for what was purged. */
export function presentLine(line: TranscriptLine): ChatLine | undefined {
  const { content } = line;
  if (content.kind === 'event' || content.kind === 'case') return undefined;
  if (content.kind === purgedContent.kind && content.type === purgedContent.type) return undefined;
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
    ...(line.manner === undefined ? {} : { manner: line.manner }),
    at: line.at.toISOString(),
  };
}

function toText(content: Exclude<TranscriptLine['content'], { kind: 'event' | 'case' }>): string {
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
