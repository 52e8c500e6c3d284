/**
 * What was typed survives a reload, a lost connection and an expired sign-in.
 *
 * A form with `data-draft="name"` is kept in this tab's session storage while it is typed into. It is given back only into
 * fields the server still shows as they were when typing began, so a colleague's newer value is never covered. A draft goes
 * when its form was sent and the answer is a page that is neither that form nor an error page, when the answer says that
 * something was saved (`data-saved`), when somebody else has signed in, and with the tab.
 */

const PREFIX = 'cm-draft:'
const NEVER_KEPT = new Set(['password', 'hidden', 'file', 'submit', 'button', 'reset', 'image'])

const kept = (field) => field.name && !field.disabled && !NEVER_KEPT.has(field.type) && field.dataset.draft !== 'no'
const chooses = (field) => field.type === 'checkbox' || field.type === 'radio'
const keyOf = (field) => chooses(field) ? `${field.name}=${field.value}` : field.name
const valueOf = (field) => chooses(field) ? String(field.checked) : field.value
const fieldsOf = (form) => [...form.elements].filter(kept)

function servedValue (field) {
  if (chooses(field)) return String(field.defaultChecked)
  if (!field.options) return field.defaultValue
  const served = [...field.options].find((option) => option.defaultSelected) ?? field.options[0]
  return served ? served.value : ''
}

function give (field, value) {
  if (chooses(field)) field.checked = value === 'true'
  else field.value = value
}

function read (storage, name) {
  try { return JSON.parse(storage.getItem(PREFIX + name)) } catch { return null }
}

function write (storage, name, draft) {
  try { storage.setItem(PREFIX + name, JSON.stringify(draft)) } catch { /* Full or forbidden: the form works as before. */ }
}

/** The fields of *form* that differ from what the server sent, as `{key: [served, typed]}`. */
function typedIn (form) {
  const typed = {}
  for (const field of fieldsOf(form)) {
    if (valueOf(field) !== servedValue(field)) typed[keyOf(field)] = [servedValue(field), valueOf(field)]
  }
  return typed
}

function giveBack (form, fields) {
  let given = 0
  for (const field of fieldsOf(form)) {
    const [served, typed] = fields[keyOf(field)] ?? []
    if (typed === undefined || servedValue(field) !== served || valueOf(field) === typed) continue
    give(field, typed)
    given += 1
  }
  return given
}

function showNote (form, discard) {
  const note = form.querySelector('[data-draft-note]')
  if (!note) return
  note.hidden = false
  note.querySelector('button')?.addEventListener('click', () => { discard(); note.hidden = true })
}

function keep (form, storage, user) {
  const name = form.dataset.draft
  const remember = (sent) => {
    const fields = typedIn(form)
    if (Object.keys(fields).length === 0) storage.removeItem(PREFIX + name)
    else write(storage, name, { user, sent, fields })
  }
  const draft = read(storage, name)
  if (draft && giveBack(form, draft.fields) > 0) {
    remember(false)
    showNote(form, () => { form.reset(); storage.removeItem(PREFIX + name) })
  }
  form.addEventListener('input', () => remember(false))
  form.addEventListener('change', () => remember(false))
  form.addEventListener('submit', () => remember(true))
}

function clear (page, storage, user, forms) {
  const failed = page.body.hasAttribute('data-failed')
  const saved = page.querySelector('[data-saved]') !== null
  const here = new Set(forms.map((form) => form.dataset.draft))
  for (const key of Object.keys(storage).filter((key) => key.startsWith(PREFIX))) {
    const name = key.slice(PREFIX.length)
    const draft = read(storage, name)
    const done = draft?.sent && !failed && (saved || !here.has(name))
    const anothers = user !== '' && draft?.user !== user
    if (!draft || done || anothers) storage.removeItem(key)
  }
}

/** Keep the drafts of every marked form of *page*. */
export function keepDrafts (page, storage = window.sessionStorage) {
  const user = page.body.dataset.user ?? ''
  const forms = [...page.querySelectorAll('form[data-draft]')]
  if (page.body.hasAttribute('data-signed-out')) {
    storage.clear() // what others of our scripts noted in this tab goes too
    return
  }
  if (user !== '') clear(page, storage, user, forms)
  for (const form of forms) keep(form, storage, user)
}
