/** Surnames that begin a name: the common ones, both scripts, and the double ones. */
const surnames =
  '王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范範方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶丛焦柳邢路岳齐齊沿梅莫庄莊辛管祝左涂谷祁时時舒耿牟卜路詹关關苗凌费費纪紀靳盛童欧歐甄项項曲游阳陽裴席卫衛查屈鲍鮑位覃霍翁隋植甘景薄单單包司柏宁寧柯阮桂闵閔解柴华華车車冉房边邊辜吉饶饒刁瞿戚丘古米池滕晋晉苑邬鄔臧宫宮苟全褚廉简簡娄婁盖蓋符奚木穆党黨燕郎邸冀谈談姬屠连連郜晏栾欒郁商蒙计計喻揭窦竇迟遲宇敖糜鄢冷卓花仇艾蓝藍巩鞏稽井练練仲乐樂虞卞封竺冼原官楚佟栗匡宗巫鞠僧桑荆荊谌諶银銀扬揚明沙薄伏岑习習胥蔺藺佘';
const doubleSurnames =
  /^(?:欧阳|歐陽|上官|司马|司馬|诸葛|諸葛|司徒|皇甫|东方|東方|尉迟|慕容|夏侯|令狐|端木)/u;
/** 老李, 小王, 阿芳: how people call themselves. */
const pet = /^(?:[老小阿]\p{Script=Han}{1,2})$/u;
const called =
  /(?:先生|女士|小姐|老板|老闆|师傅|師傅|大爷|大爺|大妈|大媽|大姐|阿姨|叔叔?|老师|老師|经理|經理)$/u;
/** Letters of talk, which hardly stand in names. */
const talk =
  /[不没沒无無吗嗎呢吧么麼什甚怎哪这這那了的就再说說看要想您你我他她别別谁誰啥噢哦嗯啊呀]|^(?:随便|隨便|都行|都可以|可以|方便|谢谢|謝謝|多谢|高兴|安全|何必|何时|万一|常用|白天|任何|任意|关于|平安|全部|时间|明天|保密|公开|匿名|任凭)/u;
const foreign = /^\p{Script=Han}{2,6}·\p{Script=Han}{2,6}$/u;
/** What is no name in English either. */
const latinTalk =
  /^(?:no|ok|okay|yes|none|sure|whatever|any|don't|do not|not|skip|later|never|up to|i |you |it |why|what|please|thanks?)\b/iu;
const latin = /^[A-Za-z][A-Za-z .'-]{1,39}$/u;

/** True for a person's name, with or without a title. `isSaid`: the words say that it is one (我叫, 姓名：). */
export function isName(word: string, isSaid: boolean): boolean {
  if (latin.test(word)) return !latinTalk.test(word);
  if (foreign.test(word)) return true;
  if (!/^\p{Script=Han}{2,8}$/u.test(word) || talk.test(word)) return false;
  if (isSaid) return true;
  const bare = word.replace(called, '');
  const first = word.at(0) ?? '';
  const isWhole = surnames.includes(first) && bare.length <= 3;
  return isWhole || pet.test(word) || (doubleSurnames.test(word) && bare.length <= 4);
}
