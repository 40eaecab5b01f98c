import type { Content } from './message.ts';
import type { FileStore } from './evidence.ts';
import type { News, TranscriptLine, TranscriptStore } from './stores.ts';

type Ports = {
  readonly transcript: Pick<TranscriptStore, 'append' | 'listForTicket'>;
  readonly files: Pick<FileStore, 'save' | 'find' | 'assignTicket' | 'openWorkingCopy'>;
  readonly news: Pick<News, 'announce'>;
};

type NewMessage = {
  readonly id: string;
  readonly ticketId: string;
  readonly personId: string;
  readonly at: Date;
};

/** The conversation about one ticket, for pages that hold its receipt code instead of a channel. */
export function createTicketConversation({ transcript, files, news }: Ports) {
  async function add({ id, ticketId, personId, at }: NewMessage, content: Content): Promise<void> {
    await transcript.append([
      {
        id,
        conversation: personId,
        direction: 'in',
        author: 'person',
        channel: 'web-chat',
        content,
        at,
        ticketId,
        traceId: id,
      },
    ]);
    news.announce(personId);
  }

  return {
    async list(ticketId: string) {
      return (await transcript.listForTicket(ticketId)).map(toTicketMessage);
    },
    addText: ({ text, ...message }: NewMessage & { readonly text: string }) =>
      add(message, { kind: 'text', text }),
    async addFile({
      name,
      bytes,
      ...message
    }: NewMessage & { readonly name: string; readonly bytes: Buffer }): Promise<void> {
      const { id, personId, ticketId, at } = message;
      const fileId = `f-${id}`;
      const saved = {
        id: fileId,
        personId,
        channel: 'web-chat',
        name,
        bytes,
        receivedAt: at,
      } as const;
      const { mimeType } = await files.save(saved);
      await files.assignTicket([fileId], ticketId);
      const isPicture = mimeType.startsWith('image/');
      await add(message, isPicture ? { kind: 'image', fileId } : { kind: 'file', fileId, name });
    },
    async openPicture(ticketId: string, fileId: string) {
      const file = await files.find(fileId);
      return file?.ticketId === ticketId ? files.openWorkingCopy(fileId) : undefined;
    },
  };
}

function toTicketMessage({ id, author, content, at }: TranscriptLine) {
  const fileId = 'fileId' in content ? content.fileId : undefined;
  return {
    id,
    author,
    kind: toKind(content),
    text: toText(content),
    ...(fileId !== undefined && { fileId }),
    at,
  };
}

function toText(content: Content): string {
  if (content.kind === 'text') return content.text;
  return content.kind === 'file' ? content.name : '';
}

function toKind({ kind }: Content): 'text' | 'image' | 'file' | 'other' {
  return kind === 'text' || kind === 'image' || kind === 'file' ? kind : 'other';
}
