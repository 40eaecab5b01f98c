import { BarChart, LineChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { onBeforeUnmount, onMounted, watch, type ShallowRef, type WatchSource } from 'vue';
import { language } from './words.ts';

use([
  BarChart,
  LineChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  SVGRenderer,
]);

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

/** What every chart has. HTML tooltips would need inline styles, which the page's security policy forbids. */
export const chartLook = {
  animation: false,
  tooltip: { trigger: 'axis' as const, renderMode: 'richText' as const },
};

export const legendLook = { top: 0, itemWidth: 12, itemHeight: 12 };

/** An axis of whole numbers. */
export const countAxis = {
  type: 'value' as const,
  minInterval: 1,
  axisLabel: axisLook.axisLabel,
  splitLine: axisLook.splitLine,
};

/** An axis of names, one for each bar. */
export function toNameAxis(names: readonly string[]) {
  return {
    type: 'category' as const,
    data: [...names],
    axisTick: { show: false },
    axisLine: axisLook.axisLine,
    axisLabel: axisLook.axisLabel,
  };
}

/** An axis of days (YYYY-MM-DD), shown as month and day. */
export function toDayAxis(days: readonly string[]) {
  return toNameAxis(days.map((day) => day.slice(5).replace('-', '/')));
}
