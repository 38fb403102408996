import '../styles/styles.ts';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../bridge/client.ts';
import { createPlayer } from '../parts/sounds/player.ts';
import { Desk } from './desk.ts';
import { DeskContext } from './desk-context.tsx';
import { DeskWindow } from './desk-window.tsx';
import { createPreferences } from './preferences.ts';
import { realSurroundings } from './surroundings.ts';

/** Puts the desk into the page and lets it listen to the keyboard. */
export function mountDesk(bridge: Bridge, window: Window): Desk {
  const desk = new Desk({
    bridge,
    surroundings: realSurroundings,
    preferences: createPreferences(window.localStorage),
    play: createPlayer(() => new AudioContext()),
  });
  desk.wedge.listen(window);
  for (const sign of ['keydown', 'pointerdown'] as const) {
    window.addEventListener(sign, () => desk.touch(), { capture: true, passive: true });
  }
  window.addEventListener('focus', () => desk.comeToFront());
  // A core that was started anew does not know where somebody is.
  bridge.line.subscribe(({ line }) => line === 'ready' && window.document.hasFocus() && desk.comeToFront());
  const place = window.document.getElementById('desk');
  if (!place) throw new Error('index.html has no element with the id "desk".');
  createRoot(place).render(
    <DeskContext value={desk}>
      <DeskWindow />
    </DeskContext>,
  );
  return desk;
}
