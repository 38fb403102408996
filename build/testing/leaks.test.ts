import { describe, expect, it } from 'vitest';
import { leaksIn } from './leaks.ts';

const answered =
  '{"level":30,"time":1795360320611,"reqId":"01a203d0-6c61-74e9-91b1-072f846bda67","method":"GET",' +
  '"route":"/api/v1/members/:id","status":200,"ms":3,"msg":"answered"}';

describe('what stands in a log', () => {
  it.each([
    ['a signed token', 'eyJhbGciOiJFZERTQSJ9.eyJ0ZW5hbnQiOiIwMWEyMDNkMCJ9.yGJjFQNu7n7SJ_vV6HLofCdv5e3LC2zl1'],
    ['credentials of a request', 'authorization: Bearer abcdefghijklmnop'],
    ['credentials of a request', 'authorization: Desk abcdefghijklmnop'],
    ['a key of a desk, an integration or a session', 'carrel_desk_AaoD0GdDdDWHe8ZFhelWXN8'],
    ['the hash of a password', '$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA'],
    ['the secret of a second factor', 'otpauth://totp/Carrel:1003?secret=JBSWY3DPEHPK3PXP'],
    ['a password in an address', 'postgresql://carrel_owner:2f6a5d@127.0.0.1:5432/carrel'],
    ['a password in an address', 'smtps://mailer:secret@mail.example:465'],
    ['the number of a card or a copy', 'Key (number)=(20000000000001) already exists.'],
    ['the number of a card or a copy', '{"path":"/members/23529001000463"}'],
    ['an e-mail address', '550 no such user: ada@example.org'],
  ])('is %s: %s', (what, text) => {
    expect(leaksIn(`${answered}\n${text}`, [])).toEqual([{ what, line: text }]);
  });

  it.each(['Ada Member', 'Zoë Weiß-Ødegård', 'correct horse battery', 'M-77/1003'])(
    'is what is known of somebody: %s',
    (value) => {
      const line = `{"msg":"a notice to ${value} failed"}`;
      expect(leaksIn(line, ['Nobody Else', value])).toMatchObject([{ line }]);
      expect(leaksIn(line, ['Nobody Else'])).toEqual([]);
    },
  );

  it('is a line of the log as it should be', () => {
    const stack = 'Error: no\n    at Object.<anonymous> (file:///home/ada/carrel/sync-server/http/mount.ts:140:26)';
    expect(
      leaksIn(`${answered}\n${stack}\nadmission 20261122 http://127.0.0.1:8787/readyz`, [
        'Member',
        'admiss',
        'admission',
      ]),
    ).toEqual([]);
  });
});
