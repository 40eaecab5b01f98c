import type { TimelineView } from '../routes/alerts.schema.ts';

export type FlowView = TimelineView['flow'];
export type FrameView = TimelineView['frames'][number];

export type ChartBox = {
  readonly key: string;
  /** The words' key, or for a stage of a campaign its name. */
  readonly words: string;
  readonly isStage: boolean;
  /** `around`: of the campaign or the area, not of this ticket. */
  readonly state: 'done' | 'now' | 'ahead' | 'around';
  readonly y: number;
  readonly exits: readonly {
    readonly status: string;
    readonly y: number;
    readonly isNow: boolean;
  }[];
};
export type ChartBack = { readonly key: string; readonly path: string };
export type ProcedureChart = {
  readonly boxes: readonly ChartBox[];
  readonly backs: readonly ChartBack[];
  readonly height: number;
};

export const chart = {
  width: 344,
  boxX: 40,
  boxWidth: 168,
  boxHeight: 38,
  exitX: 238,
  exitHeight: 28,
};
const gapY = 22;
const margin = 8;

/**
 * Lays the main line out in one column, what leads away from a step at its right: it fits a phone. A frame goes before
 * and after it, its own matters being the ticket's steps.
 */
export function layOutProcedure(flow: FlowView, frame?: FrameView): ProcedureChart {
  const boxes: ChartBox[] = [];
  let y = margin;
  const add = (box: Omit<ChartBox, 'y' | 'exits'>, exits: readonly string[] = []): void => {
    const height = Math.max(chart.boxHeight, exits.length * (chart.exitHeight + 4) - 4);
    const top = y + height / 2;
    const firstExit = top - (exits.length * (chart.exitHeight + 4) - 4) / 2;
    boxes.push({
      ...box,
      y: top - chart.boxHeight / 2,
      exits: exits.map((status, at) => ({
        status,
        y: firstExit + at * (chart.exitHeight + 4),
        isNow: flow.left?.from === box.key && flow.left.to === status,
      })),
    });
    y += height + gapY;
  };
  const addStages = (part: FrameView['stages'][number]['part']): void => {
    for (const stage of frame?.stages.filter((one) => one.part === part) ?? []) {
      add({ key: `stage-${stage.id}`, words: stage.name, isStage: true, state: stage.state });
    }
  };
  addStages('before');
  for (const { status, state, exits } of flow.steps) {
    const isLeftHere = flow.left?.from === status && !exits.includes(flow.left.to);
    const shown = isLeftHere && flow.left !== undefined ? [...exits, flow.left.to] : exits;
    add({ key: status, words: `status.${status}`, isStage: false, state }, shown);
  }
  addStages('after');
  return { boxes, backs: flow.backs.map((back) => toBack(back, boxes)), height: y - gapY + margin };
}

function toBack({ from, to }: FlowView['backs'][number], boxes: readonly ChartBox[]): ChartBack {
  const middleOf = (key: string): number =>
    (boxes.find((box) => box.key === key)?.y ?? 0) + chart.boxHeight / 2;
  const side = chart.boxX - 22;
  const path = `M${chart.boxX} ${middleOf(from)}H${side}V${middleOf(to)}H${chart.boxX}`;
  return { key: `${from}-${to}`, path };
}
