import { afterAll, describe, expect, test } from '@jest/globals';
import { parseScript } from '../support/transcript/parse-script.ts';
import { playAll } from '../support/transcript/play-all.ts';
import { dropPattern } from '../support/transcript/store.ts';

const head = '# 试一试\n涵盖: 投诉\n时间: 2026-03-02 09:00\n\n';
const whole = `${head}老李@网页: 投诉
督信: 发生了什么事
期望状态: 在问=事情经过
期望工单: 没有
期望待发: 没有 状态=等待
`;

const read = (text: string) => parseScript('tried.txt', text);

async function play(text: string): Promise<void> {
  const script = read(text);
  const { played, end } = playAll([script]);
  try {
    await played.get(script);
  } finally {
    await end();
  }
}

afterAll(dropPattern);

describe('a transcript', () => {
  test.each([
    ['督信: 发生了什么事\n', '', 'no line says what the bot answers'],
    ['期望状态: 在问=事情经过\n', '', 'no line looks at: state'],
    ['期望工单: 没有\n', '', 'no line looks at: ticket'],
    ['期望待发: 没有 状态=等待\n', '', 'no line looks at: outbox'],
    ['在问=事情经过', '', 'says nothing'],
    ['在问=事情经过', '在问', 'cannot be read: 在问'],
    ['老李@网页: 投诉', '老李@网页:', 'says nothing'],
    ['@网页', '@电报', 'no such channel: 电报'],
    ['涵盖: 投诉', '涵盖: 别的', 'no such feature: 别的'],
    ['09:00', '早上', 'no day and time'],
  ])('is not played when “%s” reads “%s”', (part, instead, why) => {
    expect(() => read(whole.replace(part, instead))).toThrow(why);
  });

  test('that comes true is over without a word', async () => {
    await expect(play(whole)).resolves.toBeUndefined();
  }, 60_000);

  test.each([
    ['督信: 发生了什么事', '督信: 天气真好', 'tried.txt:6\n  督信: 天气真好\n  got:\n    您好'],
    ['督信: 发生了什么事', '督信: 发生了什么事\n督信不说: 发生', 'tried.txt:7'],
    ['在问=事情经过', '在问=地点', 'tried.txt:7\n  期望状态: 在问=地点\n  got 0 of 1'],
    ['期望工单: 没有', '期望工单: 1件', 'tried.txt:8\n  期望工单: 1件\n  got 0 of 0'],
    ['期望待发: 没有 状态=等待', '期望待发: 状态=失败', 'tried.txt:9\n  期望待发: 状态=失败'],
    ['督信: 发', '老李: 【选 退款】\n督信: 发', 'tried.txt:6\n  老李: 【选 退款】'],
  ])(
    'with “%s” made “%s” fails there',
    async (part, instead, told) => {
      await expect(play(whole.replace(part, instead))).rejects.toThrow(told);
    },
    60_000,
  );
});
