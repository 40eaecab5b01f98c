import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createSessionTokens } from '../../../webhooks/web-chat/token.ts';

const day = 24 * 3_600_000;
const start = new Date('2026-03-02T01:00:00Z');

function buildTokens(key = 1, now = start) {
  return createSessionTokens(Buffer.alloc(32, key), () => now);
}

describe('a session token', () => {
  it('is read back as the session it was issued for', () => {
    const tokens = buildTokens();
    const sessionId = tokens.createId();
    expect(tokens.read(tokens.issue(sessionId))).toEqual({ sessionId });
  });

  it('gives every session an id of its own', () => {
    const tokens = buildTokens();
    expect(new Set(Array.from({ length: 100 }, () => tokens.createId())).size).toBe(100);
  });

  it('runs out after thirty days', () => {
    const tokens = buildTokens();
    const token = tokens.issue(tokens.createId());
    expect(buildTokens(1, new Date(start.getTime() + 29 * day)).read(token)).toBeDefined();
    expect(buildTokens(1, new Date(start.getTime() + 30 * day)).read(token)).toBeUndefined();
  });

  it('is worth nothing under another key', () => {
    const tokens = buildTokens(1);
    expect(buildTokens(2).read(tokens.issue(tokens.createId()))).toBeUndefined();
  });

  it('is refused when one of its characters before the last was changed', () => {
    const tokens = buildTokens();
    const token = tokens.issue(tokens.createId());
    fc.assert(
      fc.property(fc.nat(token.length - 2), fc.constantFrom('A', 'z', '-', '.'), (at, letter) => {
        fc.pre(token[at] !== letter);
        expect(tokens.read(token.slice(0, at) + letter + token.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  it('is refused in any other form, without an exception', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(buildTokens().read(text)).toBeUndefined()));
    expect(buildTokens().read('')).toBeUndefined();
    expect(buildTokens().read('a.b.c')).toBeUndefined();
  });
});
