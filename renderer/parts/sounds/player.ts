import { type Note, type Sound, scores } from './scores.ts';

const LOUDNESS = 0.22;
/** Without a ramp at both ends a note begins and ends with a click. */
const RAMP_SECONDS = 0.012;

/** Plays the desk's sounds; the browser's audio is opened with the first of them. */
export function createPlayer(openAudio: () => AudioContext): (sound: Sound) => void {
  let audio: AudioContext | undefined;

  return (sound) => {
    try {
      audio ??= openAudio();
      // Suspended until somebody has pressed a key; there is nothing to do about a refusal but to go on unheard.
      void audio.resume().catch(() => undefined);
      for (const note of scores[sound]) playNote(audio, note);
    } catch (error) {
      console.warn('No sound can be played on this computer.', error);
    }
  };
}

function playNote(audio: AudioContext, note: Note): void {
  const start = audio.currentTime + note.at;
  const end = start + note.length;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = note.wave;
  oscillator.frequency.value = note.frequency;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(note.wave === 'sawtooth' ? LOUDNESS / 2 : LOUDNESS, start + RAMP_SECONDS);
  gain.gain.setValueAtTime(note.wave === 'sawtooth' ? LOUDNESS / 2 : LOUDNESS, end - RAMP_SECONDS);
  gain.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(end);
}
