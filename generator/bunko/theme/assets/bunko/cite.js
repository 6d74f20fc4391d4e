// The "cite" box: the reader's day of access in the text, and a button that copies it. All else works without.
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
