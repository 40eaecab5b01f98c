import type { SlotName } from './dialogue.ts';
import { coversMost, spotFacts } from './spot/index.ts';

type Fold = (text: string) => string;

/** The part that answers, where the words name several things; 'other' or 'story' where they answer another question. */
export function readNamed(
  slot: SlotName,
  text: string,
  isTelling: boolean,
  fold: Fold,
): string | undefined {
  if (slot !== 'actingUnit' && slot !== 'place' && slot !== 'time') return undefined;
  const { facts } = spotFacts(text, fold);
  const own = facts[slot];
  const others = (['actingUnit', 'place', 'time'] as const).filter(
    (name) => name !== slot && facts[name] !== undefined,
  );
  if (own !== undefined) return others.length > 0 || isTelling ? own : undefined;
  const rest = [...others.map((name) => facts[name]), facts.demand, facts.paper];
  if (coversMost(rest, text)) return 'other';
  return slot === 'actingUnit' && others.length > 0 && !isUnitLike(text) ? 'story' : undefined;
}

/** Somebody or some office who may have acted, by any word that people have for them. */
function isUnitLike(text: string): boolean {
  return /[局队所站办委院厅处科部警]|政府|中心|街道|乡镇|村|公司|人员|管|税务|市监|\p{Script=Latin}/u.test(
    text,
  );
}
