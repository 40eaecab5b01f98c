/** One event of an event stream; `name` is `message` unless the server says otherwise. */
export type ServerEvent = {
  readonly id: string | undefined;
  readonly name: string;
  readonly data: string;
};

/** Takes an event stream in pieces as they arrive and hands on each whole event (comments are none). */
export function createEventParser(onEvent: (event: ServerEvent) => void): (text: string) => void {
  let rest = '';
  return function takeText(text) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = toEvent(block);
      if (event !== undefined) onEvent(event);
    }
  };
}

function toEvent(block: string): ServerEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ''));
  }
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return { id: fields.get('id'), name: fields.get('event') ?? 'message', data };
}
