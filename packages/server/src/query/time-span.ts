/** From a moment on, up to and without another. */
export interface TimeSpan {
  readonly from: Date
  readonly to: Date
}
