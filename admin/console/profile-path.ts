import type { ProfileDraftBody } from '../routes/profiles.schema.ts';
import { toRoleName } from './profile-choices.ts';
import { hasWords, t } from './words.ts';

/** A path into the rules in words: the part, the entry by its name, the field. */
export function toPathText(path: readonly string[], draft: ProfileDraftBody | undefined): string {
  let value: unknown = draft;
  return path
    .map((step) => {
      const isEntry = Array.isArray(value);
      value = follow(value, step);
      return (isEntry ? toEntryText(value, step, draft) : undefined) ?? toStepText(step, value);
    })
    .join(' › ');
}

/** What is wrong with a value, in words. */
export function toRuleText(rule: string): string {
  return hasWords(`profile.rule.${rule}`) ? t(`profile.rule.${rule}`) : t('profile.rule.other');
}

/** A value at the end of a path in words: codes by their names, entries of other lists by theirs. */
export function toValueText(
  path: readonly string[],
  value: string,
  draft: ProfileDraftBody | undefined,
): string {
  if (value.startsWith('{')) return toFieldsText(value, draft);
  const name = nameValues[path.at(-1) ?? ''];
  if (name === undefined) return value;
  return value
    .split('、')
    .map((one) => name(one, draft) ?? one)
    .join('、');
}

/** An entry without a name of its own, field by field. */
function toFieldsText(json: string, draft: ProfileDraftBody | undefined): string {
  const fields: Readonly<Record<string, unknown>> = JSON.parse(json);
  return Object.entries(fields)
    .map(([field, value]) => {
      const text = Array.isArray(value) ? value.join('、') : String(value);
      return `${toStepText(field, undefined)} ${toValueText([field], text, draft)}`;
    })
    .join('；');
}

type Name = (code: string, draft: ProfileDraftBody | undefined) => string | undefined;

const toWords = (key: string): string | undefined => (hasWords(key) ? t(key) : undefined);
const inList =
  (list: 'documentKinds' | 'chains' | 'organs'): Name =>
  (id, draft) =>
    draft?.[list].find((item) => item.id === id)?.name;
const asFlag: Name = (value) => {
  if (value === 'true') return t('profile.yes');
  return value === 'false' ? t('profile.no') : undefined;
};

/** How the values of a field are named; of fields that are not here the value speaks for itself. */
const nameValues: Readonly<Record<string, Name>> = {
  unit: (code) => toWords(`profile.unit.${code}`),
  limits: (code) => toWords(`profile.limit.${code}`),
  replies: (code) => toWords(`portal.kinds.${code}`),
  audience: (code) => toWords(`document.audience.${code}`),
  numbering: (code) => toWords(`profile.numbering.${code}`),
  input: (code) => toWords(`profile.input.${code}`),
  layout: (code) => toWords(`profile.layout.${code}`),
  part: (code) => toWords(`profile.campaign_part.${code}`),
  needs: (code) => toWords(`profile.campaign_need.${code}`),
  to: toRoleName,
  role: toRoleName,
  deputies: toRoleName,
  signers: toRoleName,
  draftedBy: toRoleName,
  documentKind: inList('documentKinds'),
  chain: inList('chains'),
  organs: inList('organs'),
  isRetired: asFlag,
  isNeeded: asFlag,
  isOwnAct: asFlag,
  hasAmount: asFlag,
  hasPoints: asFlag,
  servesProblem: asFlag,
  movesOffHolidays: asFlag,
};

function follow(value: unknown, step: string): unknown {
  if (Array.isArray(value)) {
    const index = /^#?\d+$/.test(step) ? Number(step.replace('#', '')) : -1;
    const place = step.startsWith('#') ? index - 1 : index;
    return place >= 0
      ? value[place]
      : value.find((entry) => (readText(entry, 'id') ?? readText(entry, 'documentKind')) === step);
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === step)?.[1]
    : undefined;
}

/** An entry of a list by its own name, or by that of the document or campaign which it is about. */
function toEntryText(
  value: unknown,
  step: string,
  draft: ProfileDraftBody | undefined,
): string | undefined {
  const kindId = readText(value, 'documentKind') ?? step;
  const kind = draft?.documentKinds.find(({ id }) => id === kindId);
  const campaign = toWords(`campaign.kind.${readText(value, 'kind') ?? ''}`);
  const name = readText(value, 'label') ?? readText(value, 'name') ?? kind?.name ?? campaign;
  return name === '' ? undefined : name;
}

function toStepText(step: string, value: unknown): string {
  for (const group of ['part', 'limit', 'field']) {
    if (hasWords(`profile.${group}.${step}`)) return t(`profile.${group}.${step}`);
  }
  const name = readText(value, 'name');
  if (name !== undefined && name !== '') return name;
  if (!/^#?\d+$/.test(step)) return step;
  const place = step.startsWith('#') ? Number(step.slice(1)) : Number(step) + 1;
  return t('profile.entry', { number: place });
}

function readText(value: unknown, field: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Object.entries(value).find(([name]) => name === field)?.[1];
  return typeof found === 'string' ? found : undefined;
}
