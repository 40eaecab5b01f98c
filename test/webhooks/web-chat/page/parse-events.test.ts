import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  createEventParser,
  type ServerEvent,
} from '../../../../webhooks/web-chat/page/parse-events.ts';

function parse(pieces: readonly string[]): readonly ServerEvent[] {
  const events: ServerEvent[] = [];
  const take = createEventParser((event) => events.push(event));
  for (const piece of pieces) take(piece);
  return events;
}

const stream =
  'retry: 2000\n\n: \n\nid: 1\ndata: {"text":"一：二"}\n\nevent: caught-up\ndata: {"seq":1}\n\n';
const events = [
  { id: '1', name: 'message', data: '{"text":"一：二"}' },
  { id: undefined, name: 'caught-up', data: '{"seq":1}' },
];

describe('an event stream', () => {
  it('gives its events and leaves out comments and the retry time', () => {
    expect(parse([stream])).toEqual(events);
  });

  it('gives the same events wherever it was cut into pieces', () => {
    const cuts = fc.uniqueArray(fc.nat(stream.length), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (places) => {
        const edges = [0, ...places.toSorted((a, b) => a - b), stream.length];
        const pieces = edges.slice(1).map((edge, index) => stream.slice(edges[index], edge));
        expect(parse(pieces)).toEqual(events);
      }),
    );
  });

  it('holds back an event that is not whole yet', () => {
    expect(parse(['id: 1\ndata: {}\n'])).toEqual([]);
  });
});
