/** Thrown out of a transaction whose idempotency key already has its answer: nothing was done again. */
export class Replay extends Error {
  readonly answer: string;
  constructor(answer: string) {
    super('This request was answered before.');
    this.name = 'Replay';
    this.answer = answer;
  }
}
