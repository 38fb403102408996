import { code128, drawingSVG } from 'bwip-js/generic';

/** A code as bars (Code 128, ISO/IEC 15417), black on nothing, for paper. */
export const barcodeSvg = (code: string): string =>
  code128({ bcid: 'code128', text: code, height: 12, includetext: false }, drawingSVG());
