type LogLine = { readonly level: string; readonly fields: object; readonly message: string };

/** A log that keeps its lines for the test to read. */
export function buildLog() {
  const lines: LogLine[] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  return {
    lines,
    /** All that was logged, as text, to search for what must not be in it. */
    text: () => JSON.stringify(lines),
    log: { info: at('info'), warn: at('warn'), error: at('error') },
  };
}
