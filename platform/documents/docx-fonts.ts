/** The fonts of GB/T 9704—2012 as offices have them, and what stands in where a machine has another edition. */
const standIns: readonly (readonly [name: string, others: string])[] = [
  ['仿宋_GB2312', '仿宋,FangSong,华文仿宋'],
  ['楷体_GB2312', '楷体,KaiTi,华文楷体'],
  ['方正小标宋简体', '方正小标宋_GBK,华文中宋,宋体'],
  ['黑体', 'SimHei,华文黑体'],
  ['宋体', 'SimSun,华文宋体'],
];
const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** The table of fonts, in which a word processor looks up what to use instead of a font that it has not. */
export const fontTable = {
  path: 'word/fontTable.xml',
  data: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${namespace}">${standIns
    .map(([name, others]) => toFontEntry(name, others))
    .join('')}</w:fonts>`,
};

/** 86 is the charset of simplified Chinese. ECMA-376, 17.8.3. */
function toFontEntry(name: string, others: string): string {
  return `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`;
}
