// The reader's choice of light or dark, before the page is drawn; without one the style sheet follows the system.
try {
  const scheme = localStorage.getItem("bunko.scheme")
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.bunkoScheme = scheme
} catch {
  // Storage may be refused (private windows, policies): then nothing was chosen.
}
