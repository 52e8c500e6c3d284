/** What of our scripts can be said without a browser: node --test frontend/tests */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { sparingly } from '../js/here.mjs'
import { modifier } from '../js/keys.mjs'
import { backOff } from '../js/upload.mjs'
import { fingerprint, forget, recall, remember, unfinished } from '../js/uploads-kept.mjs'
import { adapt } from '../vendor.mjs'

test('access keys are printed as the browser wants them held', () => {
  assert.equal(modifier('Mozilla/5.0 Chrome/120', 'Win32'), 'Alt')
  assert.equal(modifier('Mozilla/5.0 Firefox/128', 'Linux x86_64'), 'Alt Shift')
  assert.equal(modifier('Mozilla/5.0 Firefox/128', 'MacIntel'), 'Ctrl Option')
})

test('whoever types is said to be here, but not at every letter', () => {
  let now = 0
  let told = 0
  const alive = sparingly(() => { told += 1 }, () => now, 100)
  for (now = 0; now < 350; now += 10) alive()
  assert.equal(told, 3)
})

test('the wait between tries doubles and never passes thirty seconds', () => {
  assert.deepEqual([1, 2, 3, 6, 50].map(backOff), [1000, 2000, 4000, 30000, 30000])
})

test('an upload is remembered by the file it was begun for, and forgotten once', () => {
  globalThis.sessionStorage = new (class {
    getItem (key) { return this[key] ?? null }
    setItem (key, value) { this[key] = value }
    removeItem (key) { delete this[key] }
  })()
  const mark = fingerprint({ name: 'a.pdf', size: 5, lastModified: 7 })
  remember('/uploads', mark, { id: '1' })
  assert.deepEqual(recall('/uploads', mark), { id: '1' })
  assert.equal(recall('/uploads', fingerprint({ name: 'a.pdf', size: 6, lastModified: 7 })), null)
  assert.deepEqual(unfinished('/uploads'), ['a.pdf'])
  forget('/uploads', mark)
  assert.deepEqual(unfinished('/uploads'), [])
})

test('storage that is forbidden is as good as empty', () => {
  globalThis.sessionStorage = { getItem () { throw new Error('forbidden') }, setItem () { throw new Error('forbidden') } }
  remember('/uploads', 'x', {})
  assert.equal(recall('/uploads', 'x'), null)
})

test('library sheets lose typeface, pictures and unused components, and keep the rest', () => {
  const css = '@font-face{font-family:GDS Transport;src:url(x)}.govuk-button{font-family:GDS Transport,arial}' +
    '.govuk-header,.govuk-tag{color:red}.govuk-crest{background:url(crest.svg);color:red}.moj-banner{color:red}'
  assert.equal(adapt(css), '.govuk-button{font-family:var(--cm-font)}.govuk-tag{color:red}.govuk-crest{color:red}')
})
