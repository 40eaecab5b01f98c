import type { Router } from '@koa/router';
import type { FileStore, Receive } from '../../bot/index.ts';
import {
  createLimitUploads,
  HttpError,
  parseRequestPart,
  readUpload,
  type HttpState,
} from '../../platform/http/index.ts';
import type { Authorise } from './authorise.ts';
import type { ChatRates } from './rates.ts';
import { ClientIdSchema, type ToInbound } from './to-inbound.ts';

const path = '/webhooks/web-chat/files';

type FilePorts = {
  readonly authorise: Authorise;
  readonly rates: ChatRates;
  readonly toInbound: ToInbound;
  readonly receive: Receive;
  readonly files: Pick<FileStore, 'save' | 'find' | 'openWorkingCopy'>;
  readonly now: () => Date;
};

/** Files that a person sends, and the working copies of the person's own pictures (audience: citizen). */
export function mountFiles(router: Router<HttpState>, ports: FilePorts): void {
  const { authorise, rates, toInbound, receive, files, now } = ports;

  router.post(path, createLimitUploads(), async (ctx) => {
    ctx.state.routeName = `POST ${path}`;
    const { personId, sessionId } = await authorise.requirePerson(ctx.get('authorization'));
    await rates.sendFile(sessionId);
    const { fields, name, bytes } = await readUpload(ctx);
    const id = parseRequestPart('body', ClientIdSchema, fields['id']);
    const receivedAt = now();
    const messageId = toInbound.toMessageId(sessionId, id);
    const fileId = `f-${messageId}`;
    const origin = { personId, channel: 'web-chat', receivedAt } as const;
    const { mimeType, faults: [fault] = [] } = await files.save({
      id: fileId,
      name,
      bytes,
      ...origin,
    });
    const content = mimeType.startsWith('image/')
      ? ({ kind: 'image', fileId, ...(fault !== undefined && { fault }) } as const)
      : ({ kind: 'file', fileId, name } as const);
    await receive(toInbound.message(sessionId, id, content, receivedAt));
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { id, kind: content.kind };
  });

  router.get(`${path}/:id`, async (ctx) => {
    ctx.state.routeName = `GET ${path}/:id`;
    const { personId } = await authorise.requirePerson(ctx.get('authorization'));
    const id = ctx.params['id'] ?? '';
    const file = await files.find(id);
    const copy = file?.personId === personId ? await files.openWorkingCopy(id) : undefined;
    if (copy === undefined) throw new HttpError('not_found');
    ctx.set({ 'Cache-Control': 'private, no-store', 'Content-Disposition': 'inline' });
    ctx.type = copy.mimeType;
    ctx.body = copy.bytes;
  });
}
