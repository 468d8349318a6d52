/** A worker as the pool sees it, in Node or in a browser. */
export interface Thread {
  post(message: unknown): void
  /** Calls back with each answer, and with `false` should the worker fail. */
  listen(onAnswer: (alive: boolean) => void): void
  /** Whether the process should stay alive for this worker. */
  keepAlive(keep: boolean): void
  stop(): void
}
