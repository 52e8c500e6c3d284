/** One file in the list of an upload form: its name, a bar, a sentence, and what can be done. The words come from the form. */

const MEGABYTE = 1_000_000
const size = (bytes, language) => {
  const many = bytes >= 10 * MEGABYTE ? 0 : 1
  return new Intl.NumberFormat(language, { maximumFractionDigits: many }).format(bytes === 0 ? 0 : Math.max(bytes / MEGABYTE, 0.1))
}

export class Row {
  constructor (form, file, mark) {
    this.words = form.querySelector('[data-upload-words]').dataset
    this.said = form.querySelector('[data-upload-said]')
    this.language = document.documentElement.lang || 'en'
    Object.assign(this, { file, mark, state: 'waiting', stopper: new AbortController() })
    this.element = form.querySelector('template[data-upload-row]').content.firstElementChild.cloneNode(true)
    this.find = (name) => this.element.querySelector(`[data-part=${name}]`)
    this.find('name').textContent = file.name
    this.find('bar').max = Math.max(file.size, 1)
    this.find('bar').setAttribute('aria-label', file.name)
    this.find('cancel').addEventListener('click', () => this.onCancel())
    this.find('again').addEventListener('click', () => this.onAgain())
    this.progress(0)
  }

  get signal () { return this.stopper.signal }

  say (word, figures = {}) {
    this.find('words').textContent = this.words[word].replace(/\{(\w+)\}/g, (whole, name) => figures[name] ?? whole)
  }

  /** Only outcomes are read aloud; a bar that speaks at every part would talk over everything. */
  speak () {
    if (this.said) this.said.textContent = `${this.file.name}: ${this.find('words').textContent}`
  }

  progress (received) {
    this.find('bar').value = received
    this.say('sent', { sent: size(received, this.language), size: size(this.file.size, this.language) })
  }

  done () {
    this.state = 'done'
    this.find('bar').value = this.find('bar').max
    this.find('again').hidden = true
    this.say('done', { size: size(this.file.size, this.language) })
    this.speak()
  }

  /** *told* is the server's own sentence; without one the connection failed, and what arrived is kept there. */
  fail (told) {
    this.state = 'failed'
    this.element.classList.add('cm-upload__row--failed')
    this.find('again').hidden = false
    if (told) this.find('words').textContent = told
    else this.say('failed')
    this.speak()
  }

  again () {
    this.state = 'waiting'
    this.stopper = new AbortController()
    this.element.classList.remove('cm-upload__row--failed')
    this.find('again').hidden = true
  }

  stop () {
    this.state = 'stopped'
    this.stopper.abort(new DOMException('stopped', 'AbortError'))
  }
}
