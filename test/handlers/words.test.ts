import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { formKinds, slotNames } from '../../handlers/dialogue.ts';
import { createRender, createTranslate } from '../../platform/i18n/index.ts';
import { listPlaceholders, readWords } from '../support/conversation-words.ts';
import { buildTalk, buildWorld } from '../support/build-turn.ts';

const zhCn = readWords('conversation', 'zh-CN');
const zhTw = readWords('conversation', 'zh-TW');
const en = readWords('conversation', 'en');

/** The keys in the handlers' source, with a gap where a name is put in. */
function listSources(folder: URL): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.ts'));
}

function readUsedKeys(): readonly RegExp[] {
  return ['../../handlers/', '../../handlers/members/', '../../bot/']
    .map((path) => new URL(path, import.meta.url))
    .flatMap((folder) => listSources(folder).map((name) => new URL(name, folder)))
    .map((file) => readFileSync(file, 'utf8').replaceAll(/\$\{[^}]*\}/gu, '*'))
    .flatMap((source) => [...source.matchAll(/['`](conversation\.[^'`]+)['`]/gu)])
    .map(([, key = '']) => key.replaceAll('.', '\\.').replaceAll('*', '[\\w.]+'))
    .map((pattern) => new RegExp(`^${pattern}$`, 'u'));
}

describe('the words of the conversation', () => {
  test('are complete in all three languages, with the same values in each', () => {
    for (const other of [zhTw, en]) {
      expect([...other.keys()].toSorted()).toEqual([...zhCn.keys()].toSorted());
      for (const [key, text] of zhCn) {
        expect({ key, names: listPlaceholders(other.get(key) ?? '') }).toEqual({
          key,
          names: listPlaceholders(text),
        });
      }
    }
  });

  test('have every key that a handler or the walk writes, and no key that none writes', () => {
    const used = readUsedKeys();
    expect(used.length).toBeGreaterThan(60);
    const keys = [...zhCn.keys()];
    expect(used.filter((pattern) => !keys.some((key) => pattern.test(key)))).toEqual([]);
    // The words of the elderly mode are asked for by the key of the ordinary ones.
    const unused = keys.filter(
      (key) => !used.some((pattern) => pattern.test(key.replace(/_elderly$/u, ''))),
    );
    expect(unused).toEqual([]);
  });

  test('have a question and a name for every slot, and a beginning for every form', () => {
    for (const slot of slotNames) {
      expect(zhCn.has(`conversation.slot.${slot}`)).toBe(true);
      expect(slot === 'story' || zhCn.has(`conversation.ask.${slot}`)).toBe(true);
    }
    for (const kind of formKinds) {
      for (const path of ['begin', 'ask.story', 'review', 'whereWeWere', 'filed']) {
        expect(zhCn.has(`conversation.${path}.${kind}`)).toBe(true);
      }
    }
  });

  test('fit one WeChat text each, and hold no machine-made mixture of scripts', () => {
    for (const words of [zhCn, zhTw, en]) {
      for (const [key, text] of words) {
        expect({ key, fits: Buffer.byteLength(text) <= 600 }).toEqual({ key, fits: true });
      }
    }
    for (const [key, text] of zhTw) {
      const simplified = text
        .replace('简体中文', '')
        .match(/[们这说请进补评复执处单时间证据诉办]/gu);
      expect({ key, simplified }).toEqual({ key, simplified: null });
    }
  });

  test('show number and receipt code each on a line of its own, and the names of kind and status', async () => {
    const render = createRender(await createTranslate());
    const world = buildWorld({ render });
    const { say } = buildTalk(world);
    await say('投诉');
    await say('城管乱罚款，还不给票据。');
    const [filed] = (await say('提交')).replies;
    const number = world.store.all()[0]?.number ?? '';
    const lines = filed === undefined ? [] : render(filed, 'zh-CN').text.split('\n');
    expect(lines).toContain(`工单编号：${number}`);
    expect(lines).toContain(`查询码：CODE-${world.store.all()[0]?.id}`);
    const [status] = (await say('进度')).replies;
    const shown = status === undefined ? '' : render(status, 'zh-CN').text;
    expect(shown).toContain(`工单 ${number}（投诉举报，2026-03-02 提交）`);
    expect(shown).toContain('现在：已接收');
    expect(shown).not.toMatch(/\$t|\{\{/u);
  });

  test('a label that is shown can be written instead of its number', async () => {
    const render = createRender(await createTranslate());
    const { say, state } = buildTalk(buildWorld({ render }), { language: 'en' });
    await say('complaint');
    await say('They fined me without any paper.');
    await say('cancel');
    await say('no, go on');
    expect(state().form?.asking).toBe('actingUnit');
    await say('cancel');
    await say('Yes, drop it');
    expect(state().form).toBeUndefined();
  });
});
