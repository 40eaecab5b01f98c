import type { DocumentCursor } from '../../tickets/index.ts';

/** A cursor as the address holds it: a time and an id. */
export function fromCursor({ createdAt, id }: DocumentCursor): string {
  return `${createdAt.getTime()}.${id}`;
}

export function toCursor(text: string): DocumentCursor {
  const [time = '', ...id] = text.split('.');
  return { createdAt: new Date(Number(time)), id: id.join('.') };
}
