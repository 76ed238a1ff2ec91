/** A part of a question that Sigma cannot say, or a rule that would not be accepted. */
export class SigmaWriteError extends Error {
  /**
   * @param part the text of the part in the query language; empty if it is about the whole rule
   * @param reason a sentence
   */
  constructor(
    readonly part: string,
    readonly reason: string,
    readonly hint?: string,
  ) {
    super(part === '' ? reason : `Sigma cannot say ${part}: ${reason}`)
    this.name = 'SigmaWriteError'
  }
}
