import { join } from 'node:path';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import { readKept, writeKept } from '../core/settings/kept-file.ts';

const Place = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300) }),
  isMaximized: z.boolean(),
});

/** Where the window stood when it was closed, if that place is still on a screen. */
export function rememberedPlace(folder: string): { bounds: Partial<Rectangle>; isMaximized: boolean } {
  const usual = { bounds: { width: 1280, height: 800 }, isMaximized: false };
  const found = readKept(fileIn(folder), Place, new Date());
  if (found.kind !== 'found') return usual;
  const { bounds, isMaximized } = found.value;
  return isOnScreen(bounds) ? { bounds, isMaximized } : { ...usual, isMaximized };
}

/** Keeps the window's place when it is closed. */
export function rememberPlaceOf(window: BrowserWindow, folder: string): void {
  window.on('close', () => {
    const place = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    writeKept(fileIn(folder), JSON.stringify(place));
  });
}

/** A screen that was unplugged must not take the window with it. */
function isOnScreen({ x, y, width }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const isWithin = x + width / 2 > workArea.x && x + width / 2 < workArea.x + workArea.width;
    return isWithin && y >= workArea.y && y < workArea.y + workArea.height - 50;
  });
}

const fileIn = (folder: string) => join(folder, 'window.json');
