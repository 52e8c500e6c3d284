/**
 * Passkeys (W3C Web Authentication). A form marked `data-passkey="create"` or `data-passkey="get"` is hidden until the browser can do
 * it. Its options lie in the element `data-options="id"`, or are fetched from the form's own address where it names none.
 */

export const fromBase64Url = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0))

export const toBase64Url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

const named = (list) => (list ?? []).map((one) => ({ ...one, id: fromBase64Url(one.id) }))

/** The options as the browser wants them: bytes where JSON has base64url (WebAuthn, 5.1.8 and 5.1.9). */
export function decoded ({ publicKey }) {
  const options = { ...publicKey, challenge: fromBase64Url(publicKey.challenge) }
  if (publicKey.user) options.user = { ...publicKey.user, id: fromBase64Url(publicKey.user.id) }
  if (publicKey.excludeCredentials) options.excludeCredentials = named(publicKey.excludeCredentials)
  if (publicKey.allowCredentials) options.allowCredentials = named(publicKey.allowCredentials)
  return { publicKey: options }
}

/** The credential as JSON. */
export function encoded (credential) {
  const { response } = credential
  const told = { clientDataJSON: toBase64Url(response.clientDataJSON) }
  for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (response[name]) told[name] = toBase64Url(response[name])
  }
  if (response.getTransports) told.transports = response.getTransports()
  return {
    id: credential.id,
    rawId: toBase64Url(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: told
  }
}

async function options (form) {
  const held = form.dataset.options
  if (held) return JSON.parse(document.getElementById(held).textContent)
  const answer = await fetch(form.action, { headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' } })
  if (!answer.ok) throw new Error(`${answer.status}`)
  return (await answer.json()).request_options
}

async function ask (form) {
  const asked = decoded(await options(form))
  const credential = form.dataset.passkey === 'create' ? await navigator.credentials.create(asked) : await navigator.credentials.get(asked)
  form.elements.credential.value = JSON.stringify(encoded(credential))
  form.submit()
}

export function offerPasskeys (root) {
  if (!window.PublicKeyCredential) return
  for (const form of root.querySelectorAll('form[data-passkey]')) {
    form.hidden = false
    const failed = form.querySelector('[data-passkey-failed]')
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      failed.hidden = true
      ask(form).catch(() => { failed.hidden = false })
    })
  }
  for (const words of root.querySelectorAll('[data-passkey-without]')) words.hidden = true
}
