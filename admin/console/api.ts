/** The API's refusal. Screens show the words of `error.<code>`, never anything else of it. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly problem: Problem;
  constructor(status: number, problem: Problem) {
    super(problem.code);
    this.name = 'ApiError';
    this.code = problem.code;
    this.status = status;
    this.problem = problem;
  }
}

export type Problem = {
  readonly code: string;
  readonly detail?: string;
  readonly fields?: readonly { readonly path: string; readonly rule: string }[];
  readonly allowed?: readonly string[];
  readonly missing?: readonly string[];
  readonly currentVersion?: number;
  /** Golden questions that a change would spoil, by id. */
  readonly golden?: readonly string[];
  readonly retryAfterS?: number;
  /** What a file may hold, where one was too large. */
  readonly maxMb?: number;
  readonly changed?: readonly {
    readonly action: string;
    readonly at: string;
    readonly by: string;
    readonly fields?: readonly { readonly name: string; readonly value?: string }[];
  }[];
};

export type CallOptions = {
  readonly body?: unknown;
  /** Sent as it is, in place of a body. */
  readonly file?: File;
  /** A file with fields beside it. */
  readonly form?: FormData;
  /** Made once for the file, so that a repeated upload is the same one. */
  readonly fileKey?: string;
  /** A page that refreshes itself: does not prolong the session. */
  readonly isBackground?: boolean;
};

type Listener = (error: ApiError) => void;
let onSignedOut: Listener = () => undefined;

/** Called whenever the API says that nobody is signed in any more. */
export function whenSignedOut(listener: Listener): void {
  onSignedOut = listener;
}

/** Calls the desk's API, or another one by its whole path. Throws ApiError; a lost connection has the code `network_lost`. */
export async function call<T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  { body, file, fileKey, form, isBackground = false }: CallOptions = {},
): Promise<T> {
  const response = await fetch(path.startsWith('/api/') ? path : `/api/admin${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(file !== undefined && {
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(file.name),
        ...(fileKey !== undefined && { 'idempotency-key': fileKey }),
      }),
      ...(isBackground && { 'x-background': '1' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(file !== undefined && { body: file }),
    ...(form !== undefined && { body: form }),
  }).catch(() => {
    throw new ApiError(0, { code: 'network_lost' });
  });
  if (response.ok) {
    const answer: T = await response.json();
    return answer;
  }
  const error = new ApiError(response.status, await readProblem(response));
  if (error.code === 'sign_in_required') onSignedOut(error);
  throw error;
}

/** Bytes that are only given out for a reason. Throws ApiError as `call` does. */
export async function fetchBytes(path: string, body: unknown): Promise<ArrayBuffer> {
  const response = await fetch(`/api/admin${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new ApiError(0, { code: 'network_lost' });
  });
  if (response.ok) return response.arrayBuffer();
  throw new ApiError(response.status, await readProblem(response));
}

/** A query string of the values that are set. */
export function toQuery(values: Readonly<Record<string, string | number | undefined>>): string {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
}

async function readProblem(response: Response): Promise<Problem> {
  try {
    const problem: Problem = await response.json();
    return problem;
  } catch {
    return { code: 'internal_error' };
  }
}
