import { cores, sharesMemory } from '#threads'
import { type WasmModule, webAssembly } from './web-assembly.ts'

/** Which build of the kernels this machine runs; the results are the same. */
export interface KernelBuild {
  readonly build: 'relaxed-simd' | 'simd' | 'plain'
  /** As many threads as are used where `context.workers` says nothing. */
  readonly threads: number
  readonly sharedMemory: boolean
}

// The smallest modules with one vector instruction: i8x16.popcnt, and i8x16.relaxed_swizzle.
const simdProbe = 'AGFzbQEAAAABBQFgAAF7AwIBAAoKAQgAQQD9D/1iCw=='
const relaxedProbe = 'AGFzbQEAAAABBQFgAAF7AwIBAAoPAQ0AQQH9D0EC/Q/9gAIL'

const compiled = new Map<string, Promise<WasmModule>>()

/** Whether WebAssembly has 128-bit vectors here; without them the plain twins of the kernels answer. */
export function hasSimd(): boolean {
  return isValid(simdProbe)
}

/** What the kernels will use on this machine. */
export function kernelBuild(): KernelBuild {
  const build = !hasSimd() ? 'plain' : isValid(relaxedProbe) ? 'relaxed-simd' : 'simd'
  const sharedMemory = build !== 'plain' && sharesMemory()
  return { build, threads: sharedMemory ? cores() : 1, sharedMemory }
}

type KernelModule = 'relaxed-simd' | 'simd' | 'trees' | 'histograms' | 'clusters' | 'clusters-relaxed'

/** The compiled kernels, compiled once; those of trees, of histograms and of clusters are modules of their own. */
export function loadBuild(build: KernelModule, shared: boolean): Promise<WasmModule> {
  const key = `${build} ${shared}`
  let module = compiled.get(key)
  if (!module) {
    module = sourceOf(build, shared).then((text) => webAssembly!.compile(bytesOf(text)))
    compiled.set(key, module)
  }
  return module
}

async function sourceOf(build: KernelModule, shared: boolean): Promise<string> {
  if (build === 'trees') {
    return shared
      ? (await import('./generated/trees-shared.ts')).treesShared
      : (await import('./generated/trees.ts')).trees
  }
  if (build === 'histograms') {
    return shared
      ? (await import('./generated/histograms-shared.ts')).histogramsShared
      : (await import('./generated/histograms.ts')).histograms
  }
  if (build === 'clusters') {
    return shared
      ? (await import('./generated/clusters-shared.ts')).clustersShared
      : (await import('./generated/clusters.ts')).clusters
  }
  if (build === 'clusters-relaxed') {
    return shared
      ? (await import('./generated/clusters-relaxed-shared.ts')).clustersRelaxedShared
      : (await import('./generated/clusters-relaxed.ts')).clustersRelaxed
  }
  if (build === 'relaxed-simd') {
    return shared
      ? (await import('./generated/relaxed-shared.ts')).relaxedShared
      : (await import('./generated/relaxed.ts')).relaxed
  }
  return shared ? (await import('./generated/simd-shared.ts')).simdShared : (await import('./generated/simd.ts')).simd
}

function isValid(probe: string): boolean {
  return webAssembly?.validate(bytesOf(probe)) ?? false
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}
