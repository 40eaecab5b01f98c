import { createGoodCall, type CanaryStaff } from './canary-knowledge.ts';

/** Keeps the organisation: its tree, lists that come in and go out, and a certificate whose number is `number`. */
export async function keepUnits(staff: CanaryStaff, number: string): Promise<void> {
  const call = createGoodCall(staff);
  const path = '/api/admin/units';
  const bring = (list: string, sheet: string) =>
    staff('POST', `${path}/import/${list}`, {
      headers: { 'x-file-name': encodeURIComponent(`${list}.csv`) },
      raw: sheet,
    });
  const facts = { aliases: [], kind: 'department', level: 'county', areas: [] };
  const { id } = await call('POST', '/units', { ...facts, name: '石桥县水利局' });
  await call('PUT', `/units/${id}`, { ...facts, name: '石桥县水务局', version: 1 });
  await bring('units', '名称,类别,层级\n石桥县城管局,部门,县级\n石桥县文旅局,厅,县级\n');
  await bring('powers', '单位,执法事项,依据,权限来源\n石桥县水务局,对乱采沙的处罚,某办法,法定\n');
  await bring('remits', '监督主体,性质,事项,依据\n司法行政机关,监督,查阅案卷,某办法\n');
  await bring(
    'certificates',
    `执法证号,单位,有效期至\n${number},石桥县水务局,2099-01-01\n${number}坏的号,无,无\n`,
  );
  await call('POST', '/units/certificates/check', { number });
  for (const list of ['units', 'powers', 'remits', 'certificates']) {
    await call('GET', `/units/template/${list}?as=csv`);
    await call('GET', `/units/export/${list}?as=csv`);
  }
  await call('GET', `/units/powers?query=${encodeURIComponent('采沙')}`);
  await call('GET', '/units/remits');
  await call('GET', '/units');
  const [ticket] = (await call('GET', '/tickets')).items;
  await call('GET', `/tickets/${ticket.number}/respondent`);
  const { powers } = await call('GET', `/units/${id}/lists`);
  const [line] = powers;
  await call('POST', '/units/powers', {
    unitId: id,
    matter: '对破坏堤防的处罚',
    article: '某办法',
    basis: 'own',
    replaces: line.id,
  });
  const ids = powers.map((power: { readonly id: string }) => power.id);
  await call('POST', '/units/lists/powers/remove', { ids });
}
