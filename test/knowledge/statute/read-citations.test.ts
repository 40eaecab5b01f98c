import { describe, expect, it } from '@jest/globals';
import { createStatuteNames, readCitations } from '../../../knowledge/index.ts';
import { fold } from '../../../platform/fold/index.ts';

const names = createStatuteNames(
  ['行政处罚法', '行政许可法', '优化营商环境条例', '山东省优化营商环境条例', '某地办法（试行）'],
  fold,
);

function read(text: string): readonly string[] {
  return readCitations(text, names, fold).map(({ statute, article, paragraph, item }) =>
    [statute, article, paragraph, item].filter((part) => part !== undefined).join(' '),
  );
}

describe('citations in a question', () => {
  it('are read in the ways in which people write them', () => {
    expect(read('《中华人民共和国行政处罚法》第三十三条第一款第（二）项怎么理解')).toEqual([
      '行政处罚法 33 1 2',
    ]);
    expect(read('行政处罚法33条')).toEqual(['行政处罚法 33']);
    expect(read('按行政处罚法第33条第1款')).toEqual(['行政处罚法 33 1']);
    expect(read('行政處罰法第三十三條')).toEqual(['行政处罚法 33']);
    expect(read('《行政处罚法》（2021年修订）的第３３条')).toEqual(['行政处罚法 33']);
    expect(read('他们有没有违反行政处罚法里面第33条')).toEqual(['行政处罚法 33']);
    expect(read('《某地办法（试行）》第二条之一')).toEqual(['某地办法（试行） 2-1']);
  });

  it('are read by short names', () => {
    expect(read('处罚法第5条和复议法12条，许可法第三条')).toEqual([
      '行政处罚法 5',
      '行政复议法 12',
      '行政许可法 3',
    ]);
    expect(read('公开条例第十条、强制法第二条、诉讼法46条')).toEqual([
      '政府信息公开条例 10',
      '行政强制法 2',
      '行政诉讼法 46',
    ]);
  });

  it('name several articles of one statute, each once', () => {
    expect(read('《行政处罚法》第三十二条、第三十三条和第三十五条，又是第三十二条')).toEqual([
      '行政处罚法 32',
      '行政处罚法 33',
      '行政处罚法 35',
    ]);
  });

  it('keep the name in book marks of a statute that is not here', () => {
    expect(read('《月球法》第二条')).toEqual(['月球法 2']);
  });

  it('take no part of a longer name for another statute', () => {
    expect(read('青岛市优化营商环境条例第三条')).toEqual([]);
    expect(read('刑事诉讼法第三条')).toEqual([]);
    expect(read('山东省优化营商环境条例第三条')).toEqual(['山东省优化营商环境条例 3']);
    expect(read('请问优化营商环境条例第三条')).toEqual(['优化营商环境条例 3']);
  });

  it('are none without a statute or an article', () => {
    for (const text of [
      '第三条是什么',
      '我有3条意见',
      '行政处罚法',
      '罚款200元',
      '他说第三条不对',
    ]) {
      expect(read(text)).toEqual([]);
    }
  });
});
