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
    ['LOG_LEVEL', 'chatty'],
  ])('is refused in one sentence that names the variable: %s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} .+[.]$`));
  });

  it('lists the balancers that are believed', () => {
    const networks = '10.0.0.0/8, 2001:db8::/32,192.0.2.1';
    expect(readConfig({ TRUSTED_PROXIES: networks }).TRUSTED_PROXIES).toBe(networks);
  });
});
