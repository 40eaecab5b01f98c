import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { findUrgency } from '../../../handlers/urgency/index.ts';
import { urgentReasons } from '../../../tickets/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { readSharedLines } from '../../support/shared-data.ts';
import { calmMessages, urgentMessages } from './urgent-messages.ts';

const urgent = urgentReasons.flatMap((urgency) =>
  urgentMessages[urgency].map((text) => ({ text, urgency })),
);

describe('what cannot wait', () => {
  it('is looked for in a hundred examples and as many near misses', () => {
    expect(urgent.length).toBeGreaterThanOrEqual(100);
    expect(calmMessages.length).toBeGreaterThanOrEqual(100);
  });

  it('is recognised in at least 95 of 100', () => {
    const missed = urgent.filter(({ text }) => findUrgency(text, fold) === undefined);
    expect(1 - missed.length / urgent.length).toBeGreaterThanOrEqual(0.95);
  });

  it('is seldom seen where nothing burns', () => {
    const alarmed = calmMessages.filter((text) => findUrgency(text, fold) !== undefined);
    expect(alarmed.length / calmMessages.length).toBeLessThanOrEqual(0.05);
  });

  it('is named rightly where it threatens a life', () => {
    const grave = urgent.filter(({ urgency }) => urgency === 'life' || urgency === 'self_harm');
    const wrong = grave.filter(({ text, urgency }) => findUrgency(text, fold) !== urgency);
    expect(wrong.map(({ text }) => [text, findUrgency(text, fold)])).toEqual([]);
  });
});

const letters = readSharedLines('taidi_c/att2_raw.dev.jsonl', z.object({ text: z.string() }));
const suite = letters === undefined ? describe.skip : describe;

suite('letters, which nobody writes in need', () => {
  it('seldom raise an alarm', () => {
    const texts = letters ?? [];
    const alarmed = texts.filter(({ text }) => findUrgency(text, fold) !== undefined);
    expect(alarmed.length / texts.length).toBeLessThanOrEqual(0.05);
  });
});
