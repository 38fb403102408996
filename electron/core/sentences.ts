/** What the core says in words when the server has not spoken. Every one can be read aloud and acted on. */
export const sentences = {
  answerBrokeOff: 'The server’s answer broke off. Please try again.',
  notCounting: 'This desk takes part in no count. Choose one, or open one, first.',
  offlineClaim: 'The line to the server is down. This cannot be done until it is back; nothing was recorded.',
  offlineSignIn:
    'The line to the server is down, so nobody can sign in. The catalogue and returns work until it is back.',
  answerLost:
    'The line broke before the server answered: this may or may not have been done. ' +
    'When the line is back, look it up before you hand anything over or do it again.',
  notOurServer: 'Something other than the library’s server answered. Check this computer’s network.',
  answerNotUnderstood:
    'The server answered in a way that this desk does not understand. One of the two needs an update.',
  /** The last twelve digits are told over the telephone, and are enough to find the request by. */
  withReference: (sentence: string, requestId: string) => `${sentence} (Reference: ${requestId.slice(-12)})`,
  serverNotFound: (url: string) =>
    `No library server answers at ${url}. Check the address and this computer’s network.`,
  notEnrolled: 'This computer is not a desk of a branch yet. Enrol it first.',
  notSignedIn: 'Please sign in first.',
  locked: 'The desk is locked. Please enter your password.',
  signerMayNot: 'Whoever signed does not have the right to do this.',
  notForMembers: 'This desk is for the people who work here. Members cannot sign in to it.',
  queued: {
    return: 'The line is down. The return is kept on this desk and goes up when the line is back.',
    transfer_receipt: 'The line is down. That it arrived is kept on this desk and goes up when the line is back.',
  },
  waits: {
    return: 'The server has not answered yet. The return is kept on this desk and goes up as soon as it does.',
    transfer_receipt:
      'The server has not answered yet. That it arrived is kept on this desk and goes up as soon as it does.',
  },
  outboxNotEmpty: (count: number) =>
    `${count === 1 ? 'One scan has' : `${count} scans have`} not gone up to the server yet. ` +
    'Let the desk reach its server before it moves to another branch or library.',
  diskFull: 'This computer’s disk is full, so the scan could not be kept. Make room, then scan the copy again.',
  diskRefused: (code: string) =>
    `This computer’s disk would not keep the scan (${code}). Set the copy aside and scan it at another desk.`,
  outboxNotWritten:
    'This computer’s disk does not take the server’s answers (it may be full). Nothing is lost; make room on it.',
  deskRefused:
    'The server no longer accepts this desk. What was scanned is kept here. Sign out; a manager can then set this desk up again.',
  outboxDamaged: (file: string) =>
    `The file of waiting scans was damaged and set aside as ${file}. What could be read of it was kept. ` +
    'Scan again what was returned or received while the line was down.',
  configDamaged: (file: string) =>
    `The desk’s settings could not be read and were set aside as ${file}. Enrol the desk again.`,
  lookingForScanners: 'Looking for scanners …',
  cannotStart: (reason: string) =>
    `This desk could not start: ${reason.replace(/\.$/, '')}. Show this to whoever looks after the computer.`,
  deskError: 'Something went wrong at this desk. Try again; if it stays so, close Carrel and start it again.',
  badCall: 'The window asked for something that this desk does not know.',
  badInput: (path: string, message: string) => `${path || 'What was given'}: ${message}.`,
  printInBrowser: 'This desk runs in a browser: print with the browser’s own print command.',
  loadFirst: 'This desk loads its branch’s catalogue for the first time.',
  loadGoesOn: 'The catalogue’s loading was interrupted and goes on.',
  loadAsked: 'The catalogue is loaded afresh, as somebody here asked for.',
  loadDamaged: 'The desk’s catalogue file was damaged. It was set aside, and the catalogue is loaded afresh.',
  loadForeign: 'The desk’s catalogue file was another branch’s. It was set aside, and this branch’s is loaded.',
  loadNewer:
    'The desk’s catalogue file was a newer Carrel’s. It was set aside, and the catalogue is loaded afresh. Update this Carrel.',
  loadUpdated: 'Carrel was updated, so the catalogue is loaded afresh.',
  loadNewEpoch: 'The server’s database was restored or moved, so the catalogue is loaded afresh.',
  loadExpired: 'This desk has been away too long, so the catalogue is loaded afresh.',
  loadLostPlace: 'The server no longer knows how far this desk was, so the catalogue is loaded afresh.',
  loadDrifted: 'The catalogue here was compared with the server’s and was not the same, so it is loaded afresh.',
  feedOtherVersion:
    'This desk and the server are of different versions. Update the older one; until then the catalogue here stays as it is.',
  feedRefused: (said: string) => `The server does not let this desk follow the catalogue. It says: ${said}`,
  feedBroken: 'The server’s answer broke off or took too long. The desk asks again.',
  feedIncomplete: 'The catalogue that the server sent was not complete. The desk asks again.',
  cacheDiskFull: 'This computer’s disk is full, so the catalogue here cannot be brought up to date. Make room.',
} as const;
