// Compiles the assembly/ of each room with AssemblyScript and writes each build as base64 into its generated/, so that no
// file has to be found at run time, in Node, in a browser or behind a bundler.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const root = fileURLToPath(new URL('..', import.meta.url))

const builds = [
  { name: 'simd', features: ['simd'], shared: false },
  { name: 'simd-shared', features: ['simd', 'threads'], shared: true },
  { name: 'relaxed', features: ['simd', 'relaxed-simd'], shared: false },
  { name: 'relaxed-shared', features: ['simd', 'relaxed-simd', 'threads'], shared: true },
  { name: 'histograms', entry: 'histograms/index.ts', features: ['simd'], shared: false },
  { name: 'histograms-shared', entry: 'histograms/index.ts', features: ['simd', 'threads'], shared: true },
  { name: 'clusters', entry: 'clusters/index.ts', features: ['simd'], shared: false },
  { name: 'clusters-shared', entry: 'clusters/index.ts', features: ['simd', 'threads'], shared: true },
  { name: 'clusters-relaxed', entry: 'clusters/index.ts', features: ['simd', 'relaxed-simd'], shared: false },
  {
    name: 'clusters-relaxed-shared',
    entry: 'clusters/index.ts',
    features: ['simd', 'relaxed-simd', 'threads'],
    shared: true,
  },
  { name: 'decisions', entry: 'decisions/index.ts', features: ['simd'], shared: false },
  { name: 'trees', entry: 'trees/index.ts', features: [], shared: false },
  { name: 'trees-shared', entry: 'trees/index.ts', features: ['threads'], shared: true },
  { room: 'core', name: 'draws', features: ['simd'], shared: false },
]

for (const { room = 'kernels', name, entry = 'index.ts', features, shared } of builds) {
  const { error, stderr, binary } = await compile(`src/${room}/assembly/${entry}`, features, shared)
  if (error) {
    process.stderr.write(`${stderr}\n`)
    throw error
  }
  const constant = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
  const target = `${root}/src/${room}/generated`
  mkdirSync(target, { recursive: true })
  writeFileSync(
    `${target}/${name}.ts`,
    `// Made by scripts/build-kernels.mjs.\nexport const ${constant}: string =\n  '${Buffer.from(binary).toString('base64')}'\n`,
  )
}

async function compile(entry, features, shared) {
  let binary
  const flags = [entry, '--outFile', 'kernels.wasm', '--runtime', 'stub', '--noAssert']
  flags.push('-O3', '--converge', '--importMemory', '--memoryBase', '1024', '--baseDir', root)
  for (const feature of features) flags.push('--enable', feature)
  if (shared) flags.push('--sharedMemory', '--maximumMemory', '65536')
  const { error, stderr } = await asc.main(flags, {
    writeFile(file, contents) {
      if (file.endsWith('.wasm')) binary = contents
    },
  })
  return { error, stderr: stderr.toString(), binary }
}
