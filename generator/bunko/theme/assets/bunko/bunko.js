// Comforts of the pages; everything is there without them. Search has its own files.

const remembered = "bunko.language"

// Storage may be refused (private windows, policies): then nothing is remembered.
const recall = () => {
  try {
    return localStorage.getItem(remembered)
  } catch {
    return null
  }
}
const remember = (language) => {
  try {
    localStorage.setItem(remembered, language)
  } catch {
    // As above.
  }
}

// The reader's choice of language, wherever it is made.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-bunko-language]")
  if (link) remember(link.dataset.bunkoLanguage)
})

// The masthead's switch of light and dark; who is back at the system's own follows the system again.
document.querySelector("[data-bunko-scheme-switch]")?.addEventListener("click", () => {
  const root = document.documentElement
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"
  const scheme = (root.dataset.bunkoScheme ?? system) === "dark" ? "light" : "dark"
  if (scheme === system) delete root.dataset.bunkoScheme
  else root.dataset.bunkoScheme = scheme
  try {
    if (scheme === system) localStorage.removeItem("bunko.scheme")
    else localStorage.setItem("bunko.scheme", scheme)
  } catch {
    // Refused: the choice holds for this page.
  }
})

// The start page leads on to the language chosen before, else to the browser's; it stays for who comes from the site.
const choice = document.querySelector(".bunko-choice[data-bunko-start]")
if (choice && !document.referrer.startsWith(location.origin + location.pathname)) {
  const options = [...choice.querySelectorAll("[data-bunko-language]")]
  const asked = [recall(), ...navigator.languages].filter(Boolean)
  const primary = (tag) => tag.toLowerCase().split("-")[0]
  const found = asked.map((tag) => options.find((link) => primary(link.dataset.bunkoLanguage) === primary(tag)))
  const first = found.find(Boolean)
  if (first) location.replace(first.href)
}

// The "cite" box: the reader's day of access in the text, and a button that copies it.
const box = document.querySelector(".bunko-cite")
const text = box?.querySelector(".bunko-cite__text")
const accessed = text?.querySelector("[data-bunko-accessed]")
if (accessed?.dataset.bunkoAccessed) {
  const now = new Date()
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"))
  accessed.textContent = accessed.dataset.bunkoAccessed.replace("{date}", day.join("-"))
}
const button = box?.querySelector("button")
if (button && navigator.clipboard) {
  button.parentElement.hidden = false
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent.trim())
      box.querySelector("[role=status]").textContent = button.dataset.bunkoCopied
    } catch {
      // Refused: the text is there to be selected, which this does.
      getSelection().selectAllChildren(text)
    }
  })
}

// On this day: the page is the same all year round, so the day is looked up here.
const days = document.querySelector("[data-bunko-days]")
if (days) {
  const [month, day] = [new Date().getMonth() + 1, new Date().getDate()].map((part) => String(part).padStart(2, "0"))
  const answer = await fetch(new URL(`${days.dataset.bunkoDays}${month}.json`, location.href))
  const entries = answer.ok ? ((await answer.json())[day] ?? []) : []
  for (const { url, title, language, year } of entries) {
    const item = document.createElement("li")
    const link = document.createElement("a")
    Object.assign(link, { href: new URL(days.dataset.bunkoRoot + url, location.href).href, lang: language, textContent: title })
    item.append(`${year} `, link)
    days.querySelector("ul").append(item)
  }
  days.hidden = entries.length === 0
}
