import { beforeAll, describe, expect, test } from '@jest/globals';
import { createInstance } from 'i18next';
import type { i18n } from 'i18next';
import { readFileSync } from 'node:fs';
import { listDueNotices, noticeKeys, toNoticeKey, toPendingAt } from '../../tickets/notices.ts';
import { defaultProcedures } from '../../tickets/procedures/index.ts';
import { ticketKinds, ticketStatuses } from '../../tickets/index.ts';
import { buildStep, buildTicket, filedAt } from '../support/build-ticket.ts';

const languages = ['zh-CN', 'zh-TW', 'en'] as const;
type Language = (typeof languages)[number];
const labels: Readonly<Record<Language, readonly [string, string, string]>> = {
  'zh-CN': ['下一步：', '由谁办：', '时限：'],
  'zh-TW': ['下一步：', '由誰辦：', '時限：'],
  en: ['Next: ', 'Who: ', 'By: '],
};
const foreign: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /[a-z]{2}/i,
  'zh-TW': /[a-z]{2}/i,
  en: /\p{Script=Han}/u,
};
const values = {
  number: '2612345678',
  due: '2026-02-26',
  reason: '这件事不由行政机关处理',
  text: '',
  givesAway: '「2026-03-02」',
  files: '5',
  reporters: '3',
  choice: '1',
  choicesKey: 'consent.numbered.all',
};
const keys = noticeKeys(defaultProcedures);
/** Three message bubbles would be too many for a notice without staff's own words. */
const maxBytes = 600;

let engine: i18n;
beforeAll(async () => {
  engine = createInstance();
  await engine.init({
    lng: 'zh-CN',
    resources: Object.fromEntries(
      languages.map((language) => [
        language,
        {
          translation: {
            notice: readTexts(language, 'notice'),
            consent: readTexts(language, 'consent'),
          },
        },
      ]),
    ),
    interpolation: { escapeValue: false },
  });
});

function readTexts(language: Language, name: 'notice' | 'consent'): unknown {
  const file = new URL(`../../platform/i18n/locales/${language}/${name}.json`, import.meta.url);
  const texts: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return texts;
}

function listKeys(tree: unknown, path: string): readonly string[] {
  if (typeof tree !== 'object' || tree === null) return [path];
  return Object.entries(tree).flatMap(([name, branch]) => listKeys(branch, `${path}.${name}`));
}

describe.each(languages)('the words in %s', (language) => {
  const render = (key: string, given: Record<string, string> = values) =>
    engine.getFixedT(language)(key, given);

  test.each(keys)('%s says what happened, what comes next, who, and by which date', (key) => {
    const lines = render(key).split('\n');
    const rest = lines.slice(-labels[language].length);
    expect(lines.slice(0, -rest.length).join('\n')).toContain(values.number);
    labels[language].forEach((label, index) => {
      const line = rest[index] ?? '';
      expect(line.startsWith(label)).toBe(true);
      expect(line.slice(label.length).trim()).not.toBe('');
    });
    expect(rest[2]).toContain(values.due);
  });

  test.each(keys)('%s is short and leaves no blank unfilled', (key) => {
    const text = render(key);
    expect(text).not.toMatch(/[{}]|undefined|notice\./);
    expect(Buffer.byteLength(text)).toBeLessThan(maxBytes);
  });

  test.each(keys)('%s holds no word of another script', (key) => {
    expect(render(key, { ...values, reason: '' })).not.toMatch(foreign[language]);
  });

  test.each(keys.filter((key) => key.endsWith('.not_accepted')))(
    '%s gives the reason and says where to turn',
    (key) => {
      const text = render(key);
      const places = {
        'zh-CN': ['行政复议', '行政诉讼', '12345', '纪检监察'],
        'zh-TW': ['行政復議', '行政訴訟', '12345', '紀檢監察'],
        en: ['reconsideration', 'lawsuit', '12345', 'discipline inspection'],
      };
      for (const place of [values.reason, ...places[language]]) expect(text).toContain(place);
    },
  );

  test.each(keys.filter((key) => /\.(closed|answered|unfounded)$/.test(key)))(
    '%s asks for a rating and tells how',
    (key) => {
      const words = { 'zh-CN': '回复「评价」', 'zh-TW': '回覆「評價」', en: 'reply “rate”' };
      expect(render(key)).toContain(words[language]);
    },
  );

  test.each(keys.filter((key) => /\.(reply|ask|answered)$/.test(key)))(
    '%s carries the words of staff',
    (key) => {
      expect(render(key, { ...values, text: '请带身份证' })).toContain('请带身份证');
    },
  );

  test('there is a text for every key and no text without one', () => {
    const states = ticketStatuses.flatMap((status) => [
      `notice.status.${status}`,
      `notice.next.${status}`,
    ]);
    const expected = [
      ...keys,
      ...states,
      'notice.next.paused',
      'notice.news',
      'notice.bundle',
      ...ticketKinds.map((kind) => `notice.kind.${kind}`),
      ...['open', 'supplement', 'urge', 'withdraw', 'rate', 'choose_contact'].map(
        (action) => `notice.own.${action}`,
      ),
      ...['contact_asked', 'contact_reminded'].map((name) => `notice.matter.${name}_elderly`),
      ...[1, 2, 3, 4, 5].map((score) => `notice.rating.${score}`),
    ];
    expect(listKeys(readTexts(language, 'notice'), 'notice').toSorted()).toEqual(
      expected.toSorted(),
    );
  });
});

describe('the notices of a ticket', () => {
  const told = {
    kind: 'told',
    noticeKey: 'notice.matter.accepted',
    values,
    tellAt: filedAt,
  } as const;
  const later = new Date(filedAt.getTime() + 30_000);
  const ticket = buildTicket({
    id: 't-1',
    pendingFrom: 2,
    history: [
      buildStep({ told: { ...told, personId: 'person-1' } }),
      buildStep({
        seq: 2,
        told: { ...told, personId: 'person-1' },
        toldOthers: [{ ...told, personId: 'person-2' }],
      }),
      buildStep({ seq: 3, told: { ...told, personId: 'person-1', tellAt: later } }),
      buildStep({ seq: 4, told: { ...told, personId: 'person-1' } }),
    ],
  });

  test('leave one for each recipient, in the order of the steps, none before its time', () => {
    const { due, next } = listDueNotices(ticket, filedAt);
    expect(due.map(({ id }) => id)).toEqual(['t-1-2-person-1', 't-1-2-person-2']);
    expect(next).toBe(3);
  });

  test('are all out once the last time has come', () => {
    const { due, next } = listDueNotices(ticket, later);
    expect(due.map(({ seq }) => seq)).toEqual([2, 2, 3, 4]);
    expect(next).toBeUndefined();
  });

  test('are looked at again at the earliest time that waits', () => {
    expect(toPendingAt(ticket)).toEqual(filedAt);
    expect(toPendingAt({ ...ticket, pendingFrom: 3 })).toEqual(filedAt);
    const { pendingFrom: _, ...settled } = ticket;
    expect(toPendingAt(settled)).toBeUndefined();
  });

  test('of consultations and suggestions have words of their own', () => {
    expect(toNoticeKey('consultation', 'answered')).toBe('notice.consultation.answered');
    expect(toNoticeKey('enterprise_feedback', 'accepted')).toBe(
      toNoticeKey('complaint', 'accepted'),
    );
  });
});
