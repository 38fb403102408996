import { useEffect } from 'react';
import { useStore } from 'zustand';
import { FormRefusal } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { text } from '../text/language.ts';
import { Announcer } from './announcer.tsx';
import { useDesk } from './desk-context.tsx';
import { placeOf } from './desk-state.ts';
import { EnrolScreen } from './sign-in/enrol-screen.tsx';
import { Entrance } from './sign-in/entrance.tsx';
import { LockScreen } from './sign-in/lock-screen.tsx';
import { SignInScreen } from './sign-in/sign-in-screen.tsx';
import { Workplace } from './workplace/workplace.tsx';

/** The whole window: which of its screens is shown follows from what the core says. */
export function DeskWindow() {
  const desk = useDesk();
  const line = useStore(desk.bridge.line, (bridge) => bridge.line);
  useTheme();

  return (
    <>
      <Announcer />
      {line === 'lost' && (
        <p className="line-lost" role="alert">
          <Icon name="offline" /> {text.bridge.lostBanner}
        </p>
      )}
      <CurrentScreen />
    </>
  );
}

function CurrentScreen() {
  const { state: store, screen } = useDesk();
  const chosen = useStore(screen);
  const place = useStore(store, ({ state }) => (state ? placeOf(state, chosen) : 'starting'));
  const deskId = useStore(store, ({ state }) => state?.enrolled?.deskId);
  switch (place) {
    case 'starting':
      return <Starting />;
    case 'shut':
      return <EnrolScreen />;
    case 'sign_in':
      // Another desk begins afresh: who has just set it up signs in next.
      return <SignInScreen key={deskId} />;
    case 'locked':
      return <LockScreen />;
    default:
      return <Workplace />;
  }
}

/** Until the core has spoken; or why it cannot. */
function Starting() {
  const { state: store } = useDesk();
  const trouble = useStore(store, (known) => known.trouble);
  return (
    <Entrance title={text.productName} subtitle={trouble ? '' : text.bridge.connecting}>
      <FormRefusal sentence={trouble ?? ''} />
    </Entrance>
  );
}

/** Colours as the computer has them, unless this desk was told otherwise. */
function useTheme(): void {
  const { preferences } = useDesk();
  const theme = useStore(preferences, (preference) => preference.theme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
}
