/**
 * Makes build/static/ from the locked npm packages and our own sources. Nothing of it is committed.
 *
 *   comitas.css      GOV.UK and MOJ Frontend (what we use of them), then ours
 *   comitas.rtl.css  the same with the two libraries mirrored; ours uses logical properties and needs no mirror
 *   comitas.js       our scripts and the few GOV.UK components that need one, as one module
 *   enabled.js       the line GOV.UK writes into its pages, as a file, because our pages allow no inline script
 *   htmx.js          htmx, unchanged
 *   icon.svg, sample-letter.svg   the icon, and a page for the gallery of components
 *
 * Run twice, the bytes are the same. Hashed names are left to the web server's static storage.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

import esbuild from 'esbuild'
import postcss from 'postcss'
import rtlcss from 'rtlcss'

import { adapt } from './vendor.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const out = join(here, '..', 'build', 'static')
const packages = join(here, 'node_modules')
const version = (name) => createRequire(import.meta.url)(join(packages, name, 'package.json')).version

/** Browsers of the last three years: cascade layers of fallbacks are not written for older ones, which get plain HTML. */
const target = ['chrome111', 'firefox115', 'safari16.4']
const libraries = {
  'govuk-frontend': 'dist/govuk/govuk-frontend.min.css',
  '@ministryofjustice/frontend': 'moj/moj-frontend.min.css'
}

async function libraryCss () {
  const sheets = await Promise.all(Object.entries(libraries).map(async ([name, path]) => {
    const css = await readFile(join(packages, name, path), 'utf8')
    return `/*! ${name} ${version(name)}, MIT licence */\n${adapt(css)}`
  }))
  return sheets.join('\n')
}

async function ourCss () {
  const built = await esbuild.build({ entryPoints: [join(here, 'css', 'main.css')], bundle: true, write: false, target })
  return built.outputFiles[0].text
}

async function minified (css) {
  const { code } = await esbuild.transform(css, { loader: 'css', minify: true, target, legalComments: 'inline' })
  return code
}

async function styles () {
  const [theirs, ours] = await Promise.all([libraryCss(), ourCss()])
  const mirrored = postcss([rtlcss()]).process(theirs, { from: undefined }).css
  await writeFile(join(out, 'comitas.css'), await minified(`${theirs}\n${ours}`))
  await writeFile(join(out, 'comitas.rtl.css'), await minified(`${mirrored}\n${ours}`))
}

async function scripts () {
  const options = { bundle: true, minify: true, target, legalComments: 'eof', logLevel: 'warning' }
  await esbuild.build({ ...options, entryPoints: [join(here, 'js', 'init.mjs')], format: 'esm', outfile: join(out, 'comitas.js') })
  await esbuild.build({ ...options, entryPoints: [join(here, 'js', 'enabled.js')], format: 'iife', outfile: join(out, 'enabled.js') })
  await cp(join(packages, 'htmx.org', 'dist', 'htmx.min.js'), join(out, 'htmx.js'))
}

async function report (names) {
  let total = 0
  for (const name of names) {
    const bytes = await readFile(join(out, name))
    const packed = gzipSync(bytes, { level: 9 }).length
    if (!name.includes('.rtl.')) total += packed
    console.log(`${name.padEnd(16)} ${String(bytes.length).padStart(7)} bytes ${String(packed).padStart(6)} gzipped`)
  }
  console.log(`a page loads, once: ${total} bytes gzipped`)
}

await rm(out, { recursive: true, force: true })
await mkdir(out, { recursive: true })
await Promise.all([styles(), scripts(), cp(join(here, 'img'), out, { recursive: true })])
await report(['comitas.css', 'comitas.rtl.css', 'comitas.js', 'enabled.js', 'htmx.js'])
