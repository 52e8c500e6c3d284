/**
 * Sends large files in parts, and goes on where it stopped.
 *
 * The form's `data-upload` is the address that begins an upload: it is posted `{name, size, type}` as JSON and answers
 * `{id, token, url, part_bytes}`. Parts are put to `url/id/offset`; `url/id` tells how much has arrived. When every file has
 * arrived whole, the form itself is posted with one field `upload` a file. Without this script the form carries the file.
 */
import { fingerprint, forget, recall, remember, unfinished } from './uploads-kept.mjs'
import { Row } from './upload-row.mjs'

const TRIES = 8
const PART_SECONDS = 300 // 8 MiB over a line of 256 kbit/s
const pause = (milliseconds, signal) => new Promise((resolve, reject) => {
  const timer = setTimeout(resolve, milliseconds)
  signal.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason) }, { once: true })
})

/** An answer that trying again will not change; `status` is HTTP's, `message` what the server says to the person. */
class Refused extends Error {
  constructor (status, message) { super(message); this.status = status }
}

async function answered (response) {
  if (response.ok) return response.json()
  const told = await response.json().catch(() => ({}))
  const passing = response.status >= 500 || [408, 409, 425, 429].includes(response.status) // 409: not the offset it expects
  if (passing) throw new Error(`status ${response.status}`)
  throw new Refused(response.status, told.error ?? '')
}

/** The wait before try *number* (from 1): one second, doubled, never over thirty, so that a short cut is not noticed. */
export const backOff = (number) => Math.min(1000 * 2 ** (number - 1), 30_000)

async function persist (work, signal, waiting) {
  for (let number = 1; ; number += 1) {
    try {
      return await work()
    } catch (error) {
      if (signal.aborted || error instanceof Refused || number >= TRIES) throw error
      waiting()
      await pause(backOff(number), signal)
    }
  }
}

const within = (signal) => AbortSignal.any ? AbortSignal.any([signal, AbortSignal.timeout(PART_SECONDS * 1000)]) : signal
const headers = (upload) => ({ 'X-Comitas-Upload': upload.token })

async function begin (form, file, signal) {
  const token = form.elements.csrfmiddlewaretoken?.value ?? ''
  const body = JSON.stringify({ name: file.name, size: file.size, type: file.type })
  const response = await fetch(form.dataset.upload, {
    method: 'POST', body, signal, headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token, Accept: 'application/json' }
  })
  return answered(response)
}

async function arrived (upload, signal) {
  return answered(await fetch(`${upload.url}/${upload.id}`, { headers: headers(upload), signal: within(signal) }))
}

async function put (upload, offset, part, signal) {
  const response = await fetch(`${upload.url}/${upload.id}/${offset}`, {
    method: 'PUT', body: part, headers: headers(upload), signal: within(signal)
  })
  return answered(response)
}

/** The upload to go on with: the one this tab knows for the same file, if the server still has it, else a new one. */
async function resume (form, file, signal, waiting) {
  const known = recall(form.dataset.upload, fingerprint(file))
  if (known) {
    try {
      const { received } = await persist(() => arrived(known, signal), signal, waiting)
      return { upload: known, received }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      forget(form.dataset.upload, fingerprint(file))
    }
  }
  const upload = await persist(() => begin(form, file, signal), signal, waiting)
  remember(form.dataset.upload, fingerprint(file), upload)
  return { upload, received: 0 }
}

/** Send *file* whole; gives the upload's id. After a failed part the server is asked what it has before going on. */
async function send (form, file, row) {
  const signal = row.signal
  const waiting = () => row.say('waiting')
  const started = await resume(form, file, signal, waiting)
  const upload = started.upload
  let received = started.received
  row.progress(received)
  while (received < file.size) {
    let stale = false
    received = await persist(async () => {
      const from = stale ? (await arrived(upload, signal)).received : received
      stale = true
      if (from >= file.size) return from
      return (await put(upload, from, file.slice(from, from + upload.part_bytes), signal)).received
    }, signal, waiting)
    row.progress(received)
    document.dispatchEvent(new Event('comitas:sending'))
  }
  row.done()
  return upload.id
}

class Uploads {
  constructor (form) {
    this.form = form
    this.rows = []
    this.list = form.querySelector('[data-upload-list]')
    this.input = form.querySelector('input[type=file]')
    this.input.required = false
    this.remind()
    this.input.addEventListener('change', () => this.take([...this.input.files]))
    form.addEventListener('submit', (event) => this.hold(event))
    window.addEventListener('beforeunload', (event) => { if (this.running) event.preventDefault() })
  }

  /** After a reload: which file to choose again. */
  remind () {
    const names = unfinished(this.form.dataset.upload)
    const place = this.form.querySelector('[data-upload-unfinished]')
    if (!place || names.length === 0) return
    place.textContent = this.form.querySelector('[data-upload-words]').dataset.unfinished.replace('{names}', names.join(', '))
    place.hidden = false
  }

  /** Files are sent one after another; those already listed are not taken twice. */
  take (files) {
    this.input.value = ''
    for (const file of files) {
      const mark = fingerprint(file)
      if (this.rows.some((row) => row.mark === mark && row.state !== 'failed')) continue
      const row = new Row(this.form, file, mark)
      row.onCancel = () => this.drop(row)
      row.onAgain = () => { row.again(); this.run() }
      this.rows.push(row)
      this.list.append(row.element)
    }
    this.run()
  }

  drop (row) {
    row.stop()
    forget(this.form.dataset.upload, row.mark)
    this.rows = this.rows.filter((other) => other !== row)
    row.element.remove()
    this.input.focus()
  }

  async run () {
    if (this.running) return
    this.running = true
    for (let row; (row = this.rows.find((one) => one.state === 'waiting'));) await this.one(row)
    this.running = false
    if (this.wanted && this.whole) this.post()
  }

  async one (row) {
    row.state = 'sending'
    try {
      row.id = await send(this.form, row.file, row)
    } catch (error) {
      if (!row.signal.aborted) row.fail(error instanceof Refused ? error.message || row.words.refused : '')
    }
  }

  get whole () {
    return this.rows.length > 0 && this.rows.every((row) => row.state === 'done')
  }

  /** The button may be pressed at once: the form goes when the last file has arrived. */
  hold (event) {
    if (this.rows.length === 0) return
    event.preventDefault()
    this.wanted = event.submitter
    if (this.whole) this.post()
    else this.list.focus()
  }

  post () {
    for (const row of this.rows) {
      const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'upload', value: row.id })
      this.form.append(field)
      forget(this.form.dataset.upload, row.mark)
    }
    if (this.wanted?.name) {
      this.form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: this.wanted.name, value: this.wanted.value }))
    }
    this.input.disabled = true
    this.form.submit()
  }
}

export function offerUpload (page) {
  for (const form of page.querySelectorAll('form[data-upload]')) {
    form.querySelector('[data-upload-offer]')?.removeAttribute('hidden')
    form.querySelector('[data-upload-plain]')?.setAttribute('hidden', '')
    form.querySelector('input[type=file]').setAttribute('aria-describedby', 'files-offer')
    new Uploads(form)
  }
}
