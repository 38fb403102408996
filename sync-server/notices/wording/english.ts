import type { NoticeKind, Wording } from '#shared/contract/notices.ts';

/** The built-in wording in English. */
export const english: Record<NoticeKind, Wording> = {
  hold_ready: {
    subject: 'Ready for you: {{title}}',
    text: `Dear {{member}},

"{{title}}" is waiting for you at {{branch}}. Please collect it by {{until}}.

{{library}}`,
    html: `<p>Dear {{member}},</p>
<p><strong>{{title}}</strong> is waiting for you at {{branch}}. Please collect it by <strong>{{until}}</strong>.</p>
<p>{{library}}</p>`,
    sms: '{{library}}: "{{title}}" is ready for you at {{branch}} until {{until}}.',
  },
  hold_expired: {
    subject: 'No longer kept for you: {{title}}',
    text: `Dear {{member}},

"{{title}}" was not collected at {{branch}} in time and has gone on to the next reader. If you still want it, please place a new hold.

{{library}}`,
    html: `<p>Dear {{member}},</p>
<p><strong>{{title}}</strong> was not collected at {{branch}} in time and has gone on to the next reader. If you still want it, please place a new hold.</p>
<p>{{library}}</p>`,
    sms: '{{library}}: "{{title}}" was not collected in time and is no longer kept for you.',
  },
  fine_charged: {
    subject: 'A fine of {{amount}} on your account',
    text: `Dear {{member}},

"{{title}}" was overdue. A fine of {{amount}} was charged to your account. You owe {{balance}} in all.

{{library}}`,
    html: `<p>Dear {{member}},</p>
<p><strong>{{title}}</strong> was overdue. A fine of <strong>{{amount}}</strong> was charged to your account. You owe {{balance}} in all.</p>
<p>{{library}}</p>`,
    sms: '{{library}}: a fine of {{amount}} was charged for "{{title}}". You owe {{balance}} in all.',
  },
  reminder: {
    subject: 'Your loans at {{library}}',
    text: `Dear {{member}},

{{#final}}
Long overdue. This is the last reminder; please bring them back now:
{{#loans}}
- {{title}} ({{barcode}}), was due {{due}}
{{/loans}}

{{/final}}
{{#second}}
Still overdue. This is the second reminder:
{{#loans}}
- {{title}} ({{barcode}}), was due {{due}}
{{/loans}}

{{/second}}
{{#first}}
Overdue:
{{#loans}}
- {{title}} ({{barcode}}), was due {{due}}
{{/loans}}

{{/first}}
{{#dueSoon}}
Due soon:
{{#loans}}
- {{title}} ({{barcode}}), due {{due}}
{{/loans}}

{{/dueSoon}}
{{library}}`,
    html: `<p>Dear {{member}},</p>
{{#final}}
<p><strong>Long overdue.</strong> This is the last reminder; please bring them back now:</p>
<ul>{{#loans}}<li>{{title}} ({{barcode}}), was due {{due}}</li>{{/loans}}</ul>
{{/final}}
{{#second}}
<p><strong>Still overdue.</strong> This is the second reminder:</p>
<ul>{{#loans}}<li>{{title}} ({{barcode}}), was due {{due}}</li>{{/loans}}</ul>
{{/second}}
{{#first}}
<p><strong>Overdue:</strong></p>
<ul>{{#loans}}<li>{{title}} ({{barcode}}), was due {{due}}</li>{{/loans}}</ul>
{{/first}}
{{#dueSoon}}
<p><strong>Due soon:</strong></p>
<ul>{{#loans}}<li>{{title}} ({{barcode}}), due {{due}}</li>{{/loans}}</ul>
{{/dueSoon}}
<p>{{library}}</p>`,
    sms: `{{library}}:{{#final}} Last reminder, long overdue: {{#loans}}{{title}}; {{/loans}}{{/final}}{{#second}} Second reminder, overdue: {{#loans}}{{title}}; {{/loans}}{{/second}}{{#first}} Overdue: {{#loans}}{{title}}; {{/loans}}{{/first}}{{#dueSoon}} Due soon: {{#loans}}{{title}} ({{due}}); {{/loans}}{{/dueSoon}}`,
  },
};
