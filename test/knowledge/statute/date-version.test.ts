import { describe, expect, it } from '@jest/globals';
import { dateVersion, listRepealed, type KnownDate } from '../../../knowledge/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { numberArticles } from '../../support/build-statute-source.ts';

function date(
  final: string,
  given: { readonly adoptedOn?: string; readonly preamble?: string } = {},
  known: readonly KnownDate[] = [],
) {
  const adoptedOn = given.adoptedOn ?? '2019-11-20';
  const preamble = given.preamble ?? '2019年11月20日 议会通过';
  const articles = numberArticles(['看桥。', final]);
  return dateVersion({ title: '看桥法', adoptedOn, preamble, articles }, known, fold);
}

describe('the day in force', () => {
  it('is read in the final article, with its words', () => {
    expect(date('本法自2020年1月1日起施行。').inForceFrom).toEqual({
      day: '2020-01-01',
      source: '第二条 本法自2020年1月1日起施行',
    });
  });

  it('is read in Han numerals and from an article before the last', () => {
    const articles = numberArticles(['本条例自二〇二〇年三月十日起施行。', '以前的规定照旧。']);
    const statute = { title: '看桥条例', adoptedOn: '2019-11-20', preamble: '', articles };
    expect(dateVersion(statute, [], fold).inForceFrom?.day).toBe('2020-03-10');
  });

  it('is not the old day that an amended text keeps', () => {
    const preamble = '2001年2月3日议会通过 2019年11月20日《关于修改〈看桥法〉的决定》修正';
    expect(date('本法自2001年3月1日起施行。', { preamble }).inForceFrom).toBeUndefined();
  });

  it('of an amended text comes from the list of decisions only', () => {
    const preamble = '2001年2月3日议会通过 2019年11月20日《关于修改〈看桥法〉的决定》修正';
    const known = {
      title: '看桥法',
      adoptedOn: '2019-11-20',
      inForceFrom: '2020-05-01',
      source: '决定',
    };
    expect(date('本法自2001年3月1日起施行。', { preamble }, [known]).inForceFrom).toEqual({
      day: '2020-05-01',
      source: '决定',
    });
    const other = { ...known, adoptedOn: '2018-01-01' };
    expect(date('本法自2001年3月1日起施行。', { preamble }, [other]).inForceFrom).toBeUndefined();
  });

  it('is that of publication where the text says so and an order tells the day', () => {
    const preamble = '2019年11月8日 政府会议通过 2019年11月20日 政府令第9号公布';
    expect(date('本办法自公布之日起施行。', { preamble }).inForceFrom?.day).toBe('2019-11-20');
    expect(date('本办法自公布之日起30日后施行。', { preamble }).inForceFrom?.day).toBe(
      '2019-12-20',
    );
  });

  it('is unknown where a text counts from a publication that nobody tells', () => {
    expect(date('本法自公布之日起施行。').inForceFrom).toBeUndefined();
  });

  it('of an amended text is not the publication of the first one', () => {
    const preamble = '2001年2月3日 政府令第9号公布 2019年11月20日《关于修改部分法规的决定》修订';
    expect(date('本条例自公布之日起施行。', { preamble }).inForceFrom).toBeUndefined();
  });

  it('is unknown where parts take force on other days, or two sources differ', () => {
    expect(
      date('本法自2020年1月1日起施行，但第三条自2021年1月1日起施行。').inForceFrom,
    ).toBeUndefined();
    expect(date('本法自2020年1月1日起施行，另有规定的除外。').inForceFrom).toBeUndefined();
    const preamble = '2019年11月20日 议会通过 2020年2月1日 施行';
    expect(date('本法自2020年1月1日起施行。', { preamble }).inForceFrom).toBeUndefined();
  });

  it('is read in the notes where no article tells it', () => {
    const preamble = '2019年11月20日 议会通过 2020年2月1日 施行';
    expect(date('以前的规定照旧。', { preamble }).inForceFrom?.day).toBe('2020-02-01');
  });

  it('is not that of what an article says of other things', () => {
    expect(date('不合本法的规定，自2020年1月1日起停止执行。').inForceFrom).toBeUndefined();
  });
});

describe('the acts in the notes', () => {
  it('are one for each text, adopted, approved and announced', () => {
    const preamble =
      '2001年2月3日议会通过 2001年3月1日上级批准 根据2005年6月7日《决定》第一次修正 2019年11月20日议会修订通过 2019年11月25日 政府令第9号公布 2020年2月1日 施行';
    expect(date('看桥。', { preamble, adoptedOn: '2019-11-25' }).acts).toEqual([
      '2001-02-03',
      '2005-06-07',
      '2019-11-20',
    ]);
  });

  it('end with the version itself also where the notes stop before it', () => {
    const preamble = '2001年2月3日议会通过';
    expect(date('看桥。', { preamble }).acts).toEqual(['2001-02-03', '2019-11-20']);
  });
});

describe('what a statute repeals', () => {
  it('is listed with the day on which the repealing took force', () => {
    expect(date('本法自2020年1月1日起施行。《桥工条例》同时废止。').repeals).toEqual([
      { title: '桥工条例', from: { day: '2020-01-01', source: '第二条 本法自2020年1月1日起施行' } },
    ]);
  });

  it('keeps the old day in an amended text', () => {
    const preamble = '2001年2月3日议会通过 2019年11月20日《决定》修正';
    const { repeals } = date('本法自2001年3月1日起施行。《桥工条例》同时废止。', { preamble });
    expect(repeals.map(({ from }) => from.day)).toEqual(['2001-03-01']);
  });

  it('is gone from the first act on where an amended text names no day', () => {
    const preamble = '2001年2月3日议会通过 2019年11月20日《决定》修正';
    const { repeals } = date('本法自公布之日起施行。《桥工条例》同时废止。', { preamble });
    expect(repeals.map(({ from }) => from.day)).toEqual(['2001-02-03']);
  });

  it('is every title of the list, however it is dated, without 中华人民共和国', () => {
    expect(
      listRepealed(
        '本办法自今日起施行。1998年3月12日桥局令第51号公布的《中华人民共和国看桥办法》（令51）、2014年公布的《关于执行〈看桥法〉的解释》，同时废止。',
        fold,
      ),
    ).toEqual(['看桥办法', '关于执行《看桥法》的解释']);
  });

  it('is neither a statute under which the repealed one was made nor one of its articles', () => {
    expect(listRepealed('根据《看桥法》制定的《桥工办法》同时废止。', fold)).toEqual(['桥工办法']);
    expect(listRepealed('《看桥法》第三条同时废止。', fold)).toEqual([]);
    expect(listRepealed('《看桥法》的修改和废止，适用本条例。', fold)).toEqual([]);
  });
});
