/** What this tab knows of uploads under way, so that a reload goes on instead of beginning again. */

const key = (address, mark) => `cm-upload:${address}:${mark}`

/** A page cannot keep a file, so after a reload the same one is chosen again; it is known by these three. */
export const fingerprint = (file) => `${file.name}|${file.size}|${file.lastModified}`

export function recall (address, mark) {
  try { return JSON.parse(sessionStorage.getItem(key(address, mark))) } catch { return null }
}

export function remember (address, mark, upload) {
  try { sessionStorage.setItem(key(address, mark), JSON.stringify(upload)) } catch { /* A reload will begin again. */ }
}

export function forget (address, mark) {
  try { sessionStorage.removeItem(key(address, mark)) } catch { /* Nothing was kept. */ }
}

/** The names of files whose sending was cut off by a reload. */
export function unfinished (address) {
  const start = `cm-upload:${address}:`
  try {
    return Object.keys(sessionStorage).filter((name) => name.startsWith(start)).map((name) => name.slice(start.length).split('|')[0])
  } catch { return [] }
}
