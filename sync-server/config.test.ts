import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';
import { certificatePem } from './testing/certificate.ts';

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
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
    ['OTEL_TRACES_SAMPLER', 'some'],
    ['OTEL_TRACES_SAMPLER_ARG', '10%'],
    ['LOG_LEVEL', 'chatty'],
  ])('is refused in one sentence that names the variable: %s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} .+[.]$`));
  });

  it.each(['chatty', 'INFO'])('says which log levels there are, where LOG_LEVEL is none of them: %s', (LOG_LEVEL) => {
    const sentence = 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace and silent.';
    expect(() => readConfig({ LOG_LEVEL })).toThrow(new ConfigError(sentence));
  });

  it.each([
    [{ SMTP_URL: 'smtp://mail.example.org' }, 'MAIL_FROM and SMTP_URL go together.'],
    [{ MAIL_FROM: 'library@example.org' }, 'MAIL_FROM and SMTP_URL go together.'],
    [{ SMS_GATEWAY_URL: 'https://sms.example.org' }, 'SMS_GATEWAY_SECRET and SMS_GATEWAY_URL go together.'],
    [{ STRIPE_SECRET_KEY: 'sk_test' }, 'STRIPE_WEBHOOK_SECRET and STRIPE_SECRET_KEY go together.'],
  ])('is refused where one half of a pair is missing: %j', (given, sentence) => {
    expect(() => readConfig(given)).toThrow(sentence);
  });

  describe('of TLS', () => {
    const folder = mkdtempSync(join(tmpdir(), 'carrel-tls-'));
    const file = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const TLS_CERT = file('certificate.pem', certificatePem);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const TLS_KEY = file('key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    const nonsense = file('nonsense.pem', 'not PEM at all');
    afterAll(() => rmSync(folder, { recursive: true }));

    it.each([
      [{ TLS_CERT: nonsense, TLS_KEY }, 'TLS_CERT must hold a certificate in PEM.'],
      [{ TLS_CERT, TLS_KEY: nonsense }, 'TLS_KEY must hold a private key without a pass phrase in PEM.'],
      [{ TLS_CERT: TLS_KEY, TLS_KEY }, 'TLS_CERT must hold a certificate in PEM.'],
      [{ TLS_CERT: folder, TLS_KEY }, 'TLS_CERT names a file that cannot be read.'],
      [{ TLS_CERT, TLS_KEY }, 'TLS_KEY is not the key of the certificate in TLS_CERT.'],
      [{ TLS_CERT }, 'TLS_KEY and TLS_CERT go together.'],
    ])('is refused before the first handshake could fail: %j', (given, sentence) => {
      expect(() => readConfig(given)).toThrow(sentence);
    });
  });

  it('lists the balancers that are believed', () => {
    const networks = '10.0.0.0/8, 2001:db8::/32,192.0.2.1';
    expect(readConfig({ TRUSTED_PROXIES: networks }).TRUSTED_PROXIES).toBe(networks);
  });
});
