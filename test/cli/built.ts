import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const main = join(root, 'dist/cli/main.js')

/** Builds the package once where the build is missing or older than the sources; two test files may ask at once. */
export async function build(): Promise<void> {
  const lock = join(root, 'node_modules/.evenkeel-build')
  const deadline = Date.now() + 110_000
  while (!isFresh()) {
    if (!tryLock(lock)) {
      if (Date.now() > deadline) throw new Error(`${lock} is held by a build that does not end; remove it`)
      await new Promise((resolve) => setTimeout(resolve, 200))
      continue
    }
    try {
      if (!isFresh()) compile()
      return
    } finally {
      rmdirSync(lock)
    }
  }
}

function compile(): void {
  if (!existsSync(join(root, 'src/kernels/generated/simd.ts')))
    spawnSync('node', ['scripts/build-kernels.mjs'], { cwd: root })
  const { stdout } = spawnSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: root, encoding: 'utf8' })
  if (!existsSync(main)) throw new Error(`the build failed: ${stdout}`)
}

function isFresh(): boolean {
  if (!existsSync(main)) return false
  const built = statSync(main).mtimeMs
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).every(
    (name) => !name.endsWith('.ts') || statSync(join(root, 'src', name)).mtimeMs <= built,
  )
}

function tryLock(path: string): boolean {
  try {
    mkdirSync(path)
    return true
  } catch {
    return false
  }
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line as a process of its own; `act` may send it signals. */
export function evenkeel(
  words: readonly string[],
  { cwd, env, act }: { cwd?: string; env?: Record<string, string>; act?: (child: ChildProcess) => void } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...words], { cwd, env: { ...process.env, ...env }, stdio: 'pipe' })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (text) => {
      stdout += text
    })
    child.stderr.on('data', (text) => {
      stderr += text
    })
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
    child.stdin.end()
    act?.(child)
  })
}
