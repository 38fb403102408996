import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { root } from './places.ts';

const renderer = join(root, 'renderer');

/** The window: plain files with relative addresses, which Electron and browser mode serve alike. */
export default defineConfig({
  root: renderer,
  base: './',
  plugins: [react()],
  build: {
    outDir: join(renderer, 'dist'),
    emptyOutDir: true,
    // Electron 42 is Chromium 148; browser mode asks for a browser of the last two years.
    target: 'es2024',
    // A strict content security policy knows neither inline scripts nor data: addresses.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // It is read from this machine's disk, not over a line.
    chunkSizeWarningLimit: 4000,
  },
});
