import type { RoutingView, RuleView } from '../routes/routing.schema.ts';
import { toAreaName } from './areas.ts';
import { t } from './words.ts';

/** A rule as its form has it: what is empty is no condition. */
export type RuleForm = {
  id: string;
  kinds: NonNullable<RuleView['kinds']>;
  areas: string[];
  places: string[];
  matters: string[];
  unitId: string | undefined;
  section: string;
  assigneeIds: string[];
};

export function toRuleForm(rule: RuleView): RuleForm {
  const { id, kinds = [], areas = [], places = [], matters = [], assigneeIds = [] } = rule;
  return {
    id,
    kinds: [...kinds],
    areas: [...areas],
    places: [...places],
    matters: [...matters],
    unitId: rule.unitId,
    section: rule.section ?? '',
    assigneeIds: [...assigneeIds],
  };
}

export function toRule(form: RuleForm): RuleView {
  const { id, kinds, areas, places, matters, unitId, assigneeIds } = form;
  const section = form.section.trim();
  return {
    id,
    ...(kinds.length > 0 && { kinds }),
    ...(areas.length > 0 && { areas }),
    ...(places.length > 0 && { places }),
    ...(matters.length > 0 && { matters }),
    ...(unitId !== undefined && { unitId }),
    ...(section !== '' && { section }),
    ...(assigneeIds.length > 0 && { assigneeIds }),
  };
}

/** The conditions of a rule, each as a name and its words. */
export function listConditions(rule: RuleView) {
  return [
    { name: t('routing.kinds'), words: (rule.kinds ?? []).map((kind) => t(`kind.${kind}`)) },
    { name: t('routing.areas'), words: (rule.areas ?? []).map(toAreaName) },
    { name: t('routing.places'), words: rule.places ?? [] },
    { name: t('routing.matters'), words: rule.matters ?? [] },
  ].filter(({ words }) => words.length > 0);
}

/** Where a rule sends, in words. */
export function toTargetText(
  rule: RuleView | undefined,
  { units, colleagues }: Pick<RoutingView, 'units' | 'colleagues'>,
): string {
  const { unitId, section, assigneeIds = [] } = rule ?? {};
  const unit = units.find(({ id }) => id === unitId)?.name;
  const names = assigneeIds.map((id) => colleagues.find((one) => one.id === id)?.name ?? '—');
  const parts = [unit, section, names.join('、')].filter(
    (part) => part !== undefined && part !== '',
  );
  return parts.length === 0 ? t('routing.nowhere') : parts.join(' · ');
}
