import { useState } from 'react';
import { type NoticePreferences, NoticeTopic } from '#shared/contract/notices.ts';
import type { MemberStanding } from '#shared/contract/records.ts';
import { answerOf } from '../../bridge/answer.ts';
import { FormDialog } from '../../parts/dialogs/form-dialog.tsx';
import { useSubmission } from '../../parts/form.tsx';
import { LabelledSelect } from '../../parts/labelled-select.tsx';
import { text } from '../../text/language.ts';
import { languageName } from '../../text/language-name.ts';
import { useDesk } from '../desk-context.tsx';
import { useHeldScans } from '../use-held-scans.ts';

type WantedChannel = Exclude<NoticePreferences['channel'], null>;
type DialogProps = { member: MemberStanding; preferences: NoticePreferences; onClose(): void };

/** Offered beside the language that the member has already. */
const commonLanguages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ru', 'uk', 'tr', 'ar', 'zh'];

/** In which language and by which way a member is told, of what, and of what not at all. */
export function NoticePreferencesDialog({ member, preferences, onClose }: DialogProps) {
  const { bridge, voice } = useDesk();
  const heldScans = useHeldScans();
  const [wanted, setWanted] = useState(preferences);
  const words = text.noticeSetup.preferences;
  const form = useSubmission(async () => {
    const order = { memberId: member.id, preferences: wanted };
    const outcome = await answerOf(bridge.call('notices.changePreferences', order));
    if (outcome.kind === 'done') voice.notice('good', words.saved(member.name));
    return outcome;
  }, onClose);
  const change = (part: Partial<NoticePreferences>) => setWanted((before) => ({ ...before, ...part }));
  return (
    <FormDialog
      title={words.title}
      form={form}
      submit={words.save}
      busy={words.busy}
      heldScans={heldScans}
      onClose={onClose}
    >
      <p className="dialog-subject">{member.name}</p>
      <LanguageSelect language={wanted.language} onChange={(language) => change({ language })} />
      <LabelledSelect<'best' | WantedChannel>
        label={words.channel}
        value={wanted.channel ?? 'best'}
        choices={channels.map((value) => ({ value, label: words.channels[value] }))}
        onChange={(channel) => change({ channel: channel === 'best' ? null : channel })}
      />
      <div className="notice-topics">
        {NoticeTopic.options.map((topic) => (
          <LabelledSelect<'general' | WantedChannel>
            key={topic}
            label={words.topics[topic]}
            value={wanted.channels[topic] ?? 'general'}
            choices={ofTopic}
            onChange={(channel) => change({ channels: withTopic(wanted.channels, topic, channel) })}
          />
        ))}
      </div>
      <label className="check">
        <input type="checkbox" checked={wanted.digest} onChange={(event) => change({ digest: event.target.checked })} />
        {words.digest}
      </label>
    </FormDialog>
  );
}

type LanguageSelectProps = { language: string | null; onChange(language: string | null): void };

function LanguageSelect({ language, onChange }: LanguageSelectProps) {
  const words = text.noticeSetup.preferences;
  const known = [...new Set([...commonLanguages, ...(language ? [language] : [])])];
  return (
    <LabelledSelect
      label={words.language}
      value={language ?? ''}
      choices={[
        { value: '', label: words.libraryLanguage },
        ...known.map((value) => ({ value, label: languageName(value) })),
      ]}
      onChange={(value) => onChange(value || null)}
    />
  );
}

const channels = ['best', 'email', 'sms', 'none'] as const;
const { asGeneral, channels: channelWords } = text.noticeSetup.preferences;
const ofTopic = [
  { value: 'general', label: asGeneral },
  ...(['email', 'sms', 'none'] as const).map((value) => ({ value, label: channelWords[value] })),
] as const;

/** What is as in general is not named. */
function withTopic(
  before: NoticePreferences['channels'],
  topic: NoticeTopic,
  channel: 'general' | WantedChannel,
): NoticePreferences['channels'] {
  const { [topic]: _, ...others } = before;
  return channel === 'general' ? others : { ...others, [topic]: channel };
}
