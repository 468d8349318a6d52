/** What is used of WebAssembly, since the types of Node do not declare it. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer
}

/** A compiled module; it can be posted to workers. */
export type WasmModule = { readonly compiledModule: never }

interface WebAssemblyApi {
  validate(bytes: Uint8Array<ArrayBuffer>): boolean
  compile(bytes: Uint8Array<ArrayBuffer>): Promise<WasmModule>
  Instance: new (module: WasmModule, imports: object) => { readonly exports: unknown }
  Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => WasmMemory
}

/** Undefined where there is no WebAssembly, as under some content security policies. */
export const webAssembly = (globalThis as { WebAssembly?: WebAssemblyApi }).WebAssembly
