// What Material's script finds already there: Material writes this into each page, which our policy lets no page do.

globalThis.__md_scope = new URL(JSON.parse(document.getElementById("__config").textContent).base, location)

globalThis.__md_hash = (text) => [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0)

globalThis.__md_get = (key, storage = localStorage, scope = globalThis.__md_scope) =>
  JSON.parse(storage.getItem(`${scope.pathname}.${key}`))

globalThis.__md_set = (key, value, storage = localStorage, scope = globalThis.__md_scope) => {
  try {
    storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value))
  } catch {
    // Storage may be refused (private windows, policies): then nothing is remembered.
  }
}
