/** How the window gets its line to the core, in Electron (a MessagePort) and in a browser (a WebSocket). */
export const handOver = {
  /**
   * The preload posts this to the page with one MessagePort, when the page's scripts have run; a later one replaces
   * it, after the core was restarted.
   */
  portGiven: 'carrel-port',
  /**
   * Browser mode: the page's address carries `#token=…`, good for one `ws://…/bridge?token=…`. That answer sets a
   * cookie, and every later connection of this browser is made without a token.
   */
  socketPath: '/bridge',
  tokenName: 'token',
} as const;
