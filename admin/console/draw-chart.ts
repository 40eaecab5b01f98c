import { init, type ECharts } from 'echarts/core';
import { onBeforeUnmount, onMounted, watch, type ShallowRef, type WatchSource } from 'vue';
import { language } from './words.ts';

/** Draws a chart in `box`, again when one of `sources` or the language changes, and fits it to the box's size. */
export function useChart(
  box: Readonly<ShallowRef<HTMLElement | null>>,
  toOption: () => Parameters<ECharts['setOption']>[0],
  sources: readonly WatchSource[],
): void {
  onMounted(() => {
    if (box.value === null) return;
    const chart = init(box.value);
    const resize = new ResizeObserver(() => chart.resize());
    resize.observe(box.value);
    const draw = () => chart.setOption(toOption());
    draw();
    watch([...sources, language], draw);
    onBeforeUnmount(() => {
      resize.disconnect();
      chart.dispose();
    });
  });
}

/** How the axes of every chart look. */
export const axisLook = {
  axisLabel: { color: '#55627a' },
  axisLine: { lineStyle: { color: '#c3cddb' } },
  splitLine: { lineStyle: { color: '#edf1f6' } },
};
