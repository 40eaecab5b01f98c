const widest = 50;

/** A bar chart in text, one line a bar, the longest as wide as the page allows. */
export function drawBars(
  title: string,
  bars: readonly { readonly label: string; readonly value: number }[],
): string {
  const most = Math.max(...bars.map(({ value }) => value));
  const lines = bars.map(({ label, value }) => {
    const bar = '█'.repeat(Math.max(1, Math.round((widest * value) / most)));
    return `${label.padStart(7)} ${bar} ${value.toFixed(2)}`;
  });
  return [title, ...lines].join('\n');
}
