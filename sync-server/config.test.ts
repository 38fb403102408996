import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

describe('what the environment says', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toMatchObject({ PORT: 8787, HOST: '127.0.0.1', LOG_LEVEL: 'info' });
    expect(readConfig({ PORT: '' })).toMatchObject({ PORT: 8787 });
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://elsewhere'],
    ['CARREL_OPERATOR_KEY', 'too short'],
    ['TLS_CERT', '/there/is/no/such/file'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', 'the balancer'],
    ['SMTP_URL', 'mail.example.org'],
    ['MAIL_FROM', 'the library'],
    ['SMS_GATEWAY_URL', 'ftp://sms.example.org'],
    ['SMS_GATEWAY_SECRET', 'too short'],
    ['LOG_LEVEL', 'chatty'],
  ])('is refused in one sentence that names the variable: %s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} .+[.]$`));
  });

  it.each([
    [{ SMTP_URL: 'smtp://mail.example.org' }, 'MAIL_FROM and SMTP_URL go together.'],
    [{ MAIL_FROM: 'library@example.org' }, 'MAIL_FROM and SMTP_URL go together.'],
    [{ SMS_GATEWAY_URL: 'https://sms.example.org' }, 'SMS_GATEWAY_SECRET and SMS_GATEWAY_URL go together.'],
    [{ STRIPE_SECRET_KEY: 'sk_test' }, 'STRIPE_WEBHOOK_SECRET and STRIPE_SECRET_KEY go together.'],
  ])('is refused where one half of a pair is missing: %j', (given, sentence) => {
    expect(() => readConfig(given)).toThrow(sentence);
  });

  it('lists the balancers that are believed', () => {
    const networks = '10.0.0.0/8, 2001:db8::/32,192.0.2.1';
    expect(readConfig({ TRUSTED_PROXIES: networks }).TRUSTED_PROXIES).toBe(networks);
  });
});
