import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type ChannelErrorCode, channelNames } from '../../bot/index.ts';
import { contentKinds } from '../../admin/routes/messages.schema.ts';
import { deliveryStates } from '../../admin/routes/ticket.schema.ts';
import { roles } from '../../people/index.ts';
import type { ErrorCode } from '../../platform/http/index.ts';
import {
  lights,
  type NotToldReason,
  opennesses,
  ticketActions,
  ticketKinds,
  ticketSources,
  ticketStatuses,
} from '../../tickets/index.ts';

const languages = ['zh-CN', 'zh-TW', 'en'] as const;
/** Files of the console's words beside console.json, as far as they are there: their keys begin with their name. */
const groupNames = [
  'unit',
  'routing',
  'portal',
  'consent',
  'document',
  'officers',
  'paper',
  'deadline',
  'problem',
  'profile',
  'campaign',
];
const tables = Object.fromEntries(languages.map((language) => [language, readTable(language)]));
const keys = Object.keys(tables['zh-CN'] ?? {});

/** Why deliver holds or gives up a row: a channel's refusal, or its own reason. */
const failures: Readonly<
  Record<ChannelErrorCode | 'no_channel' | 'fault' | 'office_hours' | 'bundle' | 'nudged', true>
> = {
  unreachable: true,
  busy: true,
  window_closed: true,
  blocked: true,
  no_consent: true,
  channel_down: true,
  refused: true,
  no_channel: true,
  fault: true,
  office_hours: true,
  bundle: true,
  nudged: true,
};

/** Codes that the desk's own routes answer with; the rest fall back to `internal_error`. */
type DeskCode = Extract<
  ErrorCode,
  | `${'request' | 'sign_in' | 'password' | 'ticket' | 'campaign' | 'account'}_${string}`
  | 'not_found'
  | 'not_permitted'
>;
const codes: Readonly<Record<DeskCode, true>> = {
  campaign_not_found: true,
  campaign_step_refused: true,
  campaign_version_conflict: true,
  campaign_requirement_missing: true,
  campaign_value_invalid: true,
  campaign_ended: true,
  ticket_partner_refused: true,
  ticket_expert_refused: true,
  ticket_brief_gives_away: true,
  request_invalid: true,
  request_not_json: true,
  request_type_refused: true,
  request_too_large: true,
  request_stalled: true,
  sign_in_required: true,
  sign_in_refused: true,
  password_change_required: true,
  password_wrong: true,
  password_too_weak: true,
  account_name_taken: true,
  not_found: true,
  not_permitted: true,
  ticket_not_found: true,
  ticket_step_refused: true,
  ticket_version_conflict: true,
  ticket_requirement_missing: true,
  ticket_officers_refused: true,
  ticket_not_permitted: true,
  ticket_undo_too_late: true,
  ticket_value_invalid: true,
  ticket_words_of_reporter: true,
  ticket_import_not_found: true,
  ticket_import_not_open: true,
  ticket_import_conflict: true,
  ticket_import_empty: true,
  ticket_import_unreadable: true,
  ticket_import_file_gone: true,
  ticket_import_undo_too_late: true,
};
const reasons: Readonly<Record<NotToldReason, true>> = {
  no_reporter: true,
  reporter_left: true,
  internal_step: true,
  undone: true,
  answered_in_conversation: true,
  imported_quietly: true,
};

describe('the words of the console', () => {
  test.each(languages)('are complete in %s, with the same gaps to fill', (language) => {
    const words = tables[language] ?? {};
    expect(Object.keys(words)).toEqual(keys);
    for (const key of keys) {
      expect([key, listGaps(words[key])]).toEqual([key, listGaps(tables['zh-CN']?.[key])]);
      expect(words[key]).not.toBe('');
    }
  });

  test('name everything that the API may answer with', () => {
    const wanted = [
      ...ticketKinds.map((kind) => `kind.${kind}`),
      ...ticketStatuses.map((status) => `status.${status}`),
      ...[...ticketActions, 'open'].map((action) => `action.${action}`),
      ...ticketSources.map((source) => `source.${source}`),
      ...channelNames.map((channel) => `channel.${channel}`),
      ...opennesses.flatMap((openness) => [`openness.${openness}`, `openness.${openness}_hint`]),
      ...lights.map((light) => `light.${light}`),
      ...deliveryStates.map((state) => `ticket.delivery.${state}`),
      ...contentKinds.map((kind) => `content.${kind}`),
      ...roles.map((role) => `role.${role}`),
      ...Object.keys(codes).map((code) => `error.${code}`),
      ...Object.keys(failures).map((failure) => `failure.${failure}`),
      ...Object.keys(reasons).map((reason) => `ticket.not_told.${reason}`),
    ];
    expect(wanted.filter((key) => !keys.includes(key))).toEqual([]);
  });

  test('are there for every key that a page asks for, and none is there that nobody asks for', () => {
    const asked = listAsked(readSources(['admin/console']));
    const groups = new Set(keys.map((key) => key.split('.')[0] ?? ''));
    const missing = asked.filter(
      (key) => groups.has(key.split('.')[0] ?? '') && !keys.includes(key),
    );
    expect(missing).toEqual([]);

    const sources = readSources([
      'admin',
      'bot',
      'handlers',
      'public',
      'tickets',
      'platform/documents',
    ]);
    const wanted = new Set(listAsked(sources));
    const families = [...sources.matchAll(/`([a-z_]+\.[\w.]*)\$\{/g)].map(
      ([, prefix = '']) => prefix,
    );
    const unasked = keys.filter(
      (key) => !wanted.has(key) && !families.some((prefix) => key.startsWith(prefix)),
    );
    expect(unasked).toEqual([]);
  });
});

function readSources(folders: readonly string[]): string {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((path) => /\.(vue|ts)$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

function listAsked(sources: string): readonly string[] {
  return [...sources.matchAll(/['`]([a-z_]+\.[\w.]+)['`]/g)].map(([, key = '']) => key);
}

function listGaps(text = ''): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map(([, name = '']) => name)
    .toSorted((a, b) => a.localeCompare(b));
}

function readTable(language: string): Readonly<Record<string, string>> {
  const folder = `platform/i18n/locales/${language}`;
  const groups = groupNames.filter((name) => existsSync(`${folder}/${name}.json`));
  return {
    ...readWords(`${folder}/console.json`, ''),
    ...Object.assign({}, ...groups.map((name) => readWords(`${folder}/${name}.json`, `${name}.`))),
  };
}

/** All texts by their whole key. */
function readWords(path: string, group: string): Readonly<Record<string, string>> {
  const flatten = (table: object, prefix: string): [string, string][] =>
    Object.entries(table).flatMap(([name, value]) =>
      typeof value === 'string' ? [[prefix + name, value]] : flatten(value, `${prefix}${name}.`),
    );
  return Object.fromEntries(flatten(JSON.parse(readFileSync(path, 'utf8')), group));
}
