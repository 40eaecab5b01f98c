import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { toUnitCard } from '../../../bot/service/unit-cards.ts';
import { defaultProfile } from '../../../tickets/index.ts';
import { toStaffCard } from '../../../webhooks/wecom/card.ts';

const languages = ['zh-CN', 'zh-TW', 'en'] as const;
/** What a page of the unit may fill in: of the paper, of its own replies and of the bureau's word to them. */
const ofPortal = ['date', 'name', 'page', 'time', 'title', 'total'];
/** Parts of a ticket that would lead to who complained. */
const ofReporter = ['story', 'reporter', 'personName', 'phone', 'ticketNumber', 'filedOn', 'facts'];

const listFields = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name)),
];

test.each(languages)('the pages of a unit in %s fill in nothing of a ticket', (language) => {
  const file = `platform/i18n/locales/${language}/portal.json`;
  expect(listFields(readFileSync(file, 'utf8')).toSorted((a, b) => a.localeCompare(b))).toEqual(
    ofPortal,
  );
});

test('no template of a paper to a unit asks for the reporter or the ticket', () => {
  const kinds = defaultProfile.documentKinds.filter(({ audience }) => audience === 'unit');
  expect(kinds.length).toBeGreaterThan(5);
  const fields = kinds.flatMap((kind) => listFields(JSON.stringify(kind)));
  expect(fields).toContain('paraphrase');
  expect(fields.filter((name) => ofReporter.includes(name))).toEqual([]);
});

test('the card to a unit’s officer holds the number and 「有新进展」 alone', () => {
  const call = {
    id: 'd-1-s1-officer',
    accountId: 'officer',
    purpose: 'served',
    ticketId: 'd-1',
    number: '清司监通〔2026〕12号',
    state: 'waiting',
    attempts: 0,
    createdAt: new Date('2026-03-02T02:00:00Z'),
  } as const;
  const texts = { news: '有新进展', choose: '', reason: '', taken: '' };
  expect(toStaffCard(toUnitCard(call, 'https://duxin.example'), 'task', texts)).toEqual({
    card_type: 'text_notice',
    main_title: { title: '有新进展', desc: '清司监通〔2026〕12号' },
    task_id: 'task',
    card_action: { type: 1, url: 'https://duxin.example/admin/unit' },
  });
});
