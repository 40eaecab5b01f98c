import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { features } from '../support/transcript/features.ts';
import { parseScript } from '../support/transcript/parse-script.ts';
import { playAll } from '../support/transcript/play-all.ts';
import type { Script } from '../support/transcript/script.ts';
import { dropPattern } from '../support/transcript/store.ts';

const folder = new URL('./transcripts/', import.meta.url);
/** TRANSCRIPT=name plays only those whose file's name holds this. */
const only = process.env['TRANSCRIPT'] ?? '';

const scripts = readdirSync(folder)
  .filter((name) => name.endsWith('.txt') && name.includes(only))
  .toSorted()
  .map((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    return parseScript(`test/walk/transcripts/${name}`, text);
  });

describe('golden transcripts', () => {
  let plays: ReturnType<typeof playAll>;
  beforeAll(() => {
    plays = playAll(scripts);
  });
  afterAll(async () => {
    await plays.end();
    await dropPattern();
  });

  test.each(scripts.map((script): [string, Script] => [script.title, script]))(
    '%s',
    async (_, script) => {
      await expect(plays.played.get(script)).resolves.toBeUndefined();
    },
    300_000,
  );
});

const describeWhole = only === '' ? describe : describe.skip;

describeWhole('the transcripts together', () => {
  test.each(features)('walk through this at least twice: %s', (feature) => {
    expect(scripts.filter(({ covers }) => covers.includes(feature)).length).toBeGreaterThan(1);
  });

  test('are at least 80, 20 of them in two channels', () => {
    expect(scripts.length).toBeGreaterThanOrEqual(80);
    const inTwo = scripts.filter((script) => countChannels(script) > 1);
    expect(inTwo.length).toBeGreaterThanOrEqual(20);
  });
});

function countChannels({ lines }: Script): number {
  const channels = lines.flatMap(({ deed }) =>
    deed.kind === 'say' || deed.kind === 'do' ? (deed.by.channel ?? []) : [],
  );
  return new Set(channels).size;
}
