/** What the engine answers instead of doing what was asked: an HTTP status, and Docker's words for it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
    this.name = 'Refusal'
  }
}
