// Runs before the first paint, so that the page never shows in the other colours first.
try {
  const chosen = localStorage.getItem('understudy-theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // the browser keeps nothing for this page: the system decides
}
