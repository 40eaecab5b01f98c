import type { Progress } from '../progress.ts';

/** A refusal in the server's code, or `offline` when there was no answer. */
export type Refusal = {
  readonly code: string;
  readonly waitS: number;
  /** What a file may hold, where one was too large. */
  readonly maxMb?: number;
};
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export type Done = {
  readonly progress: Progress;
  readonly day?: string;
  readonly outcome: 'done' | 'asked';
};
export type Verdict =
  | { readonly verdict: 'genuine'; readonly kind: string; readonly filedOn: string }
  | { readonly verdict: 'unknown' | 'mistyped' };

/** What a check of a paper answers (public/document-verdict.ts). */
export type { DocumentVerdict, FileVerdict } from '../document-verdict.ts';

/** Posts JSON or a form. Codes travel in the body alone, never in an address. Never rejects. */
export async function post<T>(path: string, body: unknown): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      ...(body instanceof FormData
        ? { body }
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer = await response.json();
    if (response.ok) return { kind: 'ok', value: answer };
    const waitS = Number(response.headers.get('retry-after')) || 60;
    const { code, maxMb } = answer;
    return { kind: 'refused', refusal: { code: String(code), waitS, maxMb } };
  } catch {
    return { kind: 'refused', refusal: { code: 'offline', waitS: 0 } };
  }
}

/** The working copy of a picture; undefined when it can't be had. */
export function openPicture(code: string, fileId: string): Promise<Blob | undefined> {
  return postForBytes('/progress/pictures', { code, fileId });
}

/** The sealed copy of a document that was served; undefined when it can't be had. */
export function openPaper(code: string, id: string): Promise<Blob | undefined> {
  return postForBytes('/progress/papers/open', { code, id });
}

async function postForBytes(path: string, body: unknown): Promise<Blob | undefined> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      cache: 'no-store',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.ok ? await response.blob() : undefined;
  } catch {
    return undefined;
  }
}

/** A key of 128 random bits for one act; a repeat of the act keeps it. */
export function newActId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
