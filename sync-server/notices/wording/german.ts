import type { NoticeKind, Wording } from '#shared/contract/notices.ts';

/** The built-in wording in German. */
export const german: Record<NoticeKind, Wording> = {
  hold_ready: {
    subject: 'Liegt für Sie bereit: {{title}}',
    text: `Guten Tag {{member}},

„{{title}}“ liegt in {{branch}} für Sie bereit. Bitte holen Sie es bis {{until}} ab.

{{library}}`,
    html: `<p>Guten Tag {{member}},</p>
<p><strong>{{title}}</strong> liegt in {{branch}} für Sie bereit. Bitte holen Sie es bis <strong>{{until}}</strong> ab.</p>
<p>{{library}}</p>`,
    sms: '{{library}}: „{{title}}“ liegt bis {{until}} in {{branch}} für Sie bereit.',
  },
  hold_expired: {
    subject: 'Nicht mehr vorgemerkt: {{title}}',
    text: `Guten Tag {{member}},

„{{title}}“ wurde in {{branch}} nicht rechtzeitig abgeholt und geht an die nächste Person auf der Liste. Wenn Sie es noch möchten, merken Sie es bitte neu vor.

{{library}}`,
    html: `<p>Guten Tag {{member}},</p>
<p><strong>{{title}}</strong> wurde in {{branch}} nicht rechtzeitig abgeholt und geht an die nächste Person auf der Liste. Wenn Sie es noch möchten, merken Sie es bitte neu vor.</p>
<p>{{library}}</p>`,
    sms: '{{library}}: „{{title}}“ wurde nicht rechtzeitig abgeholt und liegt nicht mehr für Sie bereit.',
  },
  fine_charged: {
    subject: 'Gebühr von {{amount}} auf Ihrem Konto',
    text: `Guten Tag {{member}},

„{{title}}“ war überfällig. Ihrem Konto wurde eine Gebühr von {{amount}} belastet. Insgesamt sind {{balance}} offen.

{{library}}`,
    html: `<p>Guten Tag {{member}},</p>
<p><strong>{{title}}</strong> war überfällig. Ihrem Konto wurde eine Gebühr von <strong>{{amount}}</strong> belastet. Insgesamt sind {{balance}} offen.</p>
<p>{{library}}</p>`,
    sms: '{{library}}: Gebühr von {{amount}} für „{{title}}“. Insgesamt sind {{balance}} offen.',
  },
  reminder: {
    subject: 'Ihre Ausleihen bei {{library}}',
    text: `Guten Tag {{member}},

{{#final}}
Lange überfällig. Dies ist die letzte Mahnung; bitte bringen Sie sie jetzt zurück:
{{#loans}}
- {{title}} ({{barcode}}), fällig am {{due}}
{{/loans}}

{{/final}}
{{#second}}
Noch immer überfällig. Dies ist die zweite Mahnung:
{{#loans}}
- {{title}} ({{barcode}}), fällig am {{due}}
{{/loans}}

{{/second}}
{{#first}}
Überfällig:
{{#loans}}
- {{title}} ({{barcode}}), fällig am {{due}}
{{/loans}}

{{/first}}
{{#dueSoon}}
Bald fällig:
{{#loans}}
- {{title}} ({{barcode}}), fällig am {{due}}
{{/loans}}

{{/dueSoon}}
{{library}}`,
    html: `<p>Guten Tag {{member}},</p>
{{#final}}
<p><strong>Lange überfällig.</strong> Dies ist die letzte Mahnung; bitte bringen Sie sie jetzt zurück:</p>
<ul>{{#loans}}<li>{{title}} ({{barcode}}), fällig am {{due}}</li>{{/loans}}</ul>
{{/final}}
{{#second}}
<p><strong>Noch immer überfällig.</strong> Dies ist die zweite Mahnung:</p>
<ul>{{#loans}}<li>{{title}} ({{barcode}}), fällig am {{due}}</li>{{/loans}}</ul>
{{/second}}
{{#first}}
<p><strong>Überfällig:</strong></p>
<ul>{{#loans}}<li>{{title}} ({{barcode}}), fällig am {{due}}</li>{{/loans}}</ul>
{{/first}}
{{#dueSoon}}
<p><strong>Bald fällig:</strong></p>
<ul>{{#loans}}<li>{{title}} ({{barcode}}), fällig am {{due}}</li>{{/loans}}</ul>
{{/dueSoon}}
<p>{{library}}</p>`,
    sms: `{{library}}:{{#final}} Letzte Mahnung, lange überfällig: {{#loans}}{{title}}; {{/loans}}{{/final}}{{#second}} Zweite Mahnung, überfällig: {{#loans}}{{title}}; {{/loans}}{{/second}}{{#first}} Überfällig: {{#loans}}{{title}}; {{/loans}}{{/first}}{{#dueSoon}} Bald fällig: {{#loans}}{{title}} ({{due}}); {{/loans}}{{/dueSoon}}`,
  },
};
