import type { Config } from '../../config.ts';
import type { Carriers } from './carrier.ts';
import { emailCarrier } from './email.ts';
import { smsCarrier } from './sms.ts';

type Settings = Partial<Pick<Config, 'SMTP_URL' | 'MAIL_FROM' | 'SMS_GATEWAY_URL' | 'SMS_GATEWAY_SECRET'>>;

/** By what this server can send; what it cannot send is kept. */
export function carriersOf({ SMTP_URL, MAIL_FROM, SMS_GATEWAY_URL, SMS_GATEWAY_SECRET }: Settings): Carriers {
  return {
    ...(SMTP_URL && MAIL_FROM ? { email: emailCarrier({ SMTP_URL, MAIL_FROM }) } : {}),
    ...(SMS_GATEWAY_URL && SMS_GATEWAY_SECRET ? { sms: smsCarrier({ SMS_GATEWAY_URL, SMS_GATEWAY_SECRET }) } : {}),
  };
}

export function closeCarriers(carriers: Carriers): void {
  for (const carrier of Object.values(carriers)) carrier.close();
}
