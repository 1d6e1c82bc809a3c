/** What a request leaves to be done when it has been answered. */
export interface Afterwards {
  /**
   * Has work done within half a minute, beside the requests that come; what was asked for under the same name meanwhile is
   * done once. What fails is logged, and not tried again.
   */
  soon(name: string, work: () => Promise<void>): void;
}
