import { computed, ref } from 'vue';
import type { CampaignKind } from '../../tickets/index.ts';
import type { CampaignView } from '../routes/campaigns.schema.ts';

/** What is written of a campaign before it is sent: name, scope, period and, once there are stages, the plan. */
export function useCampaignDraft() {
  const kind = ref<CampaignKind>('special');
  const name = ref('');
  const from = ref('');
  const to = ref('');
  const areas = ref<string[]>([]);
  const unitIds = ref<string[]>([]);
  const matters = ref('');
  /** By stage; one without words is no part of the plan. */
  const plan = ref<Record<string, { words: string; until: string }>>({});

  function fill(view?: CampaignView): void {
    kind.value = view?.kind ?? 'special';
    name.value = view?.name ?? '';
    from.value = view?.period.from ?? '';
    to.value = view?.period.to ?? '';
    areas.value = [...(view?.scope.areas ?? [])];
    unitIds.value = (view?.scope.units ?? []).map(({ id }) => id);
    matters.value = (view?.scope.matters ?? []).join('\n');
    plan.value = Object.fromEntries(
      (view?.stages ?? []).map(({ id }) => {
        const line = view?.plan.find(({ stageId }) => stageId === id);
        return [id, { words: line?.words ?? '', until: line?.until ?? '' }];
      }),
    );
  }

  /** A picker that was emptied has null. */
  const hasPeriod = computed(() => Boolean(from.value) && Boolean(to.value));
  const isBackward = computed(() => hasPeriod.value && from.value > to.value);
  const isWhole = computed(
    () => name.value.trim().length >= 2 && hasPeriod.value && !isBackward.value,
  );

  function toChange() {
    const lines = matters.value.split('\n').map((line) => line.trim());
    return {
      name: name.value.trim(),
      scope: {
        areas: areas.value,
        unitIds: unitIds.value,
        matters: lines.filter((line) => line !== ''),
      },
      period: { from: from.value, to: to.value },
    };
  }

  function toPlan() {
    return Object.entries(plan.value).flatMap(([stageId, { words, until }]) =>
      words.trim() === '' ? [] : [{ stageId, words: words.trim(), ...(until !== '' && { until }) }],
    );
  }

  const fields = { kind, name, from, to, areas, unitIds, matters, plan };
  return { ...fields, isBackward, isWhole, fill, toChange, toPlan };
}
